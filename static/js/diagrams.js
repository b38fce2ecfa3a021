/* Draws diagrams with mermaid, which is fetched when one comes near: the nearest to the slide
   that is shown first, the others when there is time. Until then, and where mermaid cannot read
   one, its source is there to be read. */
(() => {
  'use strict';

  const address = document.currentScript.dataset.mermaid;
  const UNDRAWN = '.diagram:not([data-drawn])';
  const NEAR = 3;
  const COLOURS = {
    background: '--paper',
    primaryColor: '--panel',
    primaryTextColor: '--ink',
    primaryBorderColor: '--accent-mark',
    secondaryColor: '--accent-wash',
    secondaryTextColor: '--ink',
    tertiaryColor: '--paper',
    tertiaryTextColor: '--ink',
    lineColor: '--ink-quiet',
    textColor: '--ink',
    titleColor: '--ink',
    edgeLabelBackground: '--paper',
    clusterBkg: '--paper',
    clusterBorder: '--rule',
    noteBkgColor: '--highlight',
    noteTextColor: '--ink',
    noteBorderColor: '--rule',
    pieSectionTextColor: '--paper',
    pieStrokeColor: '--paper',
    pieOuterStrokeColor: '--paper',
    pie1: '--accent-mark',
    pie2: '--code-name',
    pie3: '--code-string',
    pie4: '--code-number',
    pie5: '--code-keyword',
    pie6: '--code-type',
    pie7: '--ink-quiet',
    pie8: '--accent-ink',
  };

  /* What a diagram may not set: mermaid's own list, and styles, in decks whose HTML is not trusted. */
  const SECURE = ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'suppressErrorRendering', 'maxEdges', 'themeCSS', 'fontFamily', 'altFontFamily'];

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const idle = run => (window.requestIdleCallback ?? setTimeout)(run, { timeout: 50 });
  let deck, library, wanted = false, drawing = false, count = 0;

  function load() {
    return library ??= window.Diascope.script(address).then(() => window.mermaid, () => {
      throw new Error('mermaid could not be loaded');
    });
  }

  /* A custom property as mermaid can read it: it knows no colours newer than `rgb`. */
  function colour(property, box) {
    const probe = document.createElement('span');
    probe.style.color = `var(${property})`;
    probe.style.forcedColorAdjust = 'none';
    box.append(probe);
    const pen = new OffscreenCanvas(1, 1).getContext('2d');
    pen.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
  }

  function settings(box) {
    const fontFamily = getComputedStyle(box).fontFamily;
    const names = Object.entries(COLOURS);
    const colours = Object.fromEntries(names.map(([name, property]) => [name, colour(property, box)]));
    const themeVariables = { ...colours, fontFamily, fontSize: '22px' };
    return { ...(document.documentElement.dataset.html && { secure: SECURE }), startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true, theme: 'base', fontFamily, themeVariables };
  }

  async function draw(box) {
    box.querySelectorAll(':scope > :is(.drawing, .problem)').forEach(part => part.remove());
    delete box.dataset.problem;
    try {
      const mermaid = await load();
      mermaid.initialize(settings(box));
      const { svg } = await mermaid.render(`diagram-${++count}`, box.querySelector('pre').textContent);
      show(box, svg);
    } catch (error) {
      complain(box, error);
    }
    const section = box.closest('section');
    if (!deck || !section) return;
    deck.getPlugin('fit')?.fit(section);
    deck.getPlugin('overview')?.slide(section);
  }

  function show(box, svg) {
    const frame = document.createElement('div');
    frame.className = 'drawing';
    frame.innerHTML = svg;
    const picture = frame.querySelector('svg');
    const { width, height } = picture.viewBox.baseVal;
    for (const name of ['width', 'height', 'style']) picture.removeAttribute(name);
    if (box.dataset.alt) picture.setAttribute('aria-label', box.dataset.alt);
    box.style.setProperty('--diagram-width', Math.ceil(width));
    box.style.setProperty('--diagram-height', Math.ceil(height));
    box.append(frame);
    box.dataset.drawn = 'yes';
  }

  function complain(box, error) {
    const words = document.createElement('p');
    words.className = 'problem';
    words.lang = 'en';
    words.textContent = `This diagram cannot be drawn: ${String(error.message).split('\n')[0].replace(/:$/, '')}`;
    box.append(words);
    box.dataset.drawn = 'no';
    if (window.mermaid) tell(box, String(error.message));
  }

  /* What mermaid says, for `check --layout`, exports and live editing, which name file and line. */
  function tell(box, problem) {
    box.dataset.problem = problem;
    box.dispatchEvent(new CustomEvent('diascope:undrawn', { bubbles: true }));
  }

  /* The next to draw: the one nearest to the slide that is shown, and how far it is. */
  function nearest() {
    const slides = deck?.getSlides() ?? [];
    const here = slides.indexOf(deck?.getCurrentSlide());
    const waiting = [...document.querySelectorAll(UNDRAWN)]
      .map(box => ({ box, distance: Math.abs(slides.indexOf(box.closest('section')) - here) }));
    return waiting.sort((a, b) => a.distance - b.distance)[0] ?? {};
  }

  /* Whether all are seen at once, or their mistakes are told, as in live editing. */
  function isEveryOneSeen() {
    return !deck || deck.getConfig().view || document.documentElement.matches('.no-js') || document.getElementById('live-state');
  }

  async function work() {
    if (drawing) return;
    wanted ||= isEveryOneSeen() || nearest().distance <= NEAR;
    if (!wanted) return;
    drawing = true;
    for (let { box } = nearest(); box; box = nearest().box) {
      await draw(box);
      await new Promise(idle);
    }
    drawing = false;
  }

  function again() {
    document.querySelectorAll('.diagram[data-drawn]').forEach(box => delete box.dataset.drawn);
    work();
  }

  const plugin = {
    id: 'diagrams',
    slide: work,

    /* Draws all, also those that are far. */
    all() {
      wanted = true;
      work();
    },

    init(reveal) {
      deck = reveal;
      deck.on('ready', work);
      deck.on('slidechanged', work);
      // While paper is laid out its slides are nowhere to be found.
      deck.on('pdf-ready', work);
    },
  };

  dark.addEventListener('change', again);
  if (document.documentElement.classList.contains('no-js')) work();
  (window.Diascope ??= { plugins: [] }).plugins.push(plugin);
})();
