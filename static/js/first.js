/* Shows the first slide before reveal.js is there, as it will stand then: the page calls this as soon
   as that slide is parsed, and starts its scripts once it is painted (late.js). What an address asks
   for, and slides that need a script to be drawn, wait for reveal.js. */
(() => {
  'use strict';

  const { Diascope } = window;
  const ELSE = ['view', 'embedded', 'disableLayout', 'shuffle', 'scrollActivationWidth'];
  const LATER = ['.tabs', '.diagram', 'code[data-line-numbers]', 'video', 'iframe', '[data-auto-animate]', '[data-visibility]',
    '[data-background]', '[data-background-gradient]', '[data-background-video]', '[data-background-iframe]'].join();
  const DARK = 128;
  const LIT = { duration: 400, easing: 'ease-out' };
  const root = document.documentElement;
  let backgrounds = null;

  const isNumber = value => typeof value === 'number';

  function isPlain(section, options) {
    if (!root.classList.contains('js') || location.search || location.hash || Diascope.form.isArticle()) return false;
    if (ELSE.some(name => options[name]) || !isNumber(options.width) || !isNumber(options.height)) return false;
    return section?.matches('section') && !section.matches(LATER) && !section.querySelector(LATER);
  }

  /* `script` stands behind the slide, and goes. */
  function first(script) {
    const section = script.previousElementSibling;
    script.remove();
    const options = { margin: 0.04, minScale: 0.2, maxScale: 2, ...JSON.parse(document.getElementById('reveal-options').textContent) };
    if (!isPlain(section, options)) return;
    const reveal = section.closest('.reveal');
    if (Diascope.form.isUpright()) {
      root.dataset.canvas = 'upright';
      Object.assign(options, Diascope.form.upright());
    }
    root.classList.add('reveal-full-page');
    document.body.classList.add('reveal-viewport');
    reveal.classList.toggle('rtl', Boolean(options.rtl));
    reveal.dataset.shows = Diascope.kindOf(section);
    if (section.matches('.title-slide')) section.dataset.section = 1;
    present(section);
    stage(reveal, options);
    lay(section, reveal, options);
    for (const image of section.querySelectorAll('img')) image.loading = 'eager';
    Diascope.fit(section);
  }

  function present(section) {
    const stack = section.parentElement.closest('section');
    stack?.classList.add('stack', 'present');
    section.classList.add('present');
    for (const box of [stack, section]) box?.style.setProperty('display', 'flex');
  }

  /* The size and scale of slides, as `layout` of reveal.js sets them. */
  function stage(reveal, options) {
    const { width, height, margin, minScale, maxScale } = options;
    const room = 1 - margin;
    const whole = Math.min(reveal.offsetWidth * room / width, reveal.offsetHeight * room / height);
    const scale = Math.round(100 * Math.min(maxScale, Math.max(minScale, whole))) / 100;
    const names = { '--slide-width': `${width}px`, '--slide-height': `${height}px`, '--slide-scale': scale };
    for (const [name, value] of Object.entries(names)) document.body.style.setProperty(name, value);
    const slides = reveal.querySelector('.slides');
    Object.assign(slides.style, { width: `${width}px`, height: `${height}px` });
    if (scale !== 1) Object.assign(slides.style, { inset: '50% auto auto 50%', transform: `translate(-50%, -50%) scale(${scale})` });
  }

  /* What is behind the slide, until reveal.js has backgrounds of its own. */
  function lay(section, reveal, options) {
    const [box, content] = ['', '-content'].map(end => Object.assign(document.createElement('div'), { className: `slide-background${end}` }));
    const data = section.dataset;
    box.className += ` ${section.className}`;
    box.style.display = 'block';
    box.style.backgroundColor = data.backgroundColor ?? '';
    if (data.backgroundImage) content.style.backgroundImage = imageOf(data.backgroundImage);
    for (const name of ['Size', 'Repeat', 'Position']) content.style[`background${name}`] = data[`background${name}`] ?? '';
    content.style.opacity = data.backgroundOpacity ?? '';
    box.append(content);
    backgrounds = Object.assign(document.createElement('div'), { className: 'backgrounds unlit' });
    backgrounds.append(box);
    const { parallaxBackgroundImage: image, parallaxBackgroundSize: size, parallaxBackgroundRepeat: repeat } = options;
    if (image) Object.assign(backgrounds.style, { backgroundImage: imageOf(image), backgroundSize: size ?? '', backgroundRepeat: repeat ?? '', backgroundPosition: '0 0' });
    reveal.append(backgrounds);
    section.slideBackgroundElement = box;
    contrast(section, box, reveal);
  }

  /* A `data:` URL, in a page that is one file, is one picture; else there may be several. */
  const listOf = addresses => (addresses.trim().startsWith('data:') ? [addresses] : addresses.split(','));
  const imageOf = addresses => listOf(addresses).map(one => `url(${JSON.stringify(one.trim())})`).join();

  /* The ink that suits the colour behind the slide. */
  function contrast(section, box, reveal) {
    const [red, green, blue, opacity = 1] = getComputedStyle(box).backgroundColor.match(/^rgba?\((.*)\)/)?.[1].split(',').map(Number) ?? [];
    if (blue === undefined || opacity === 0) return;
    const isDark = (299 * red + 587 * green + 114 * blue) / 1000 < DARK;
    for (const one of [section, reveal]) one.classList.add(`has-${isDark ? 'dark' : 'light'}-background`);
  }

  /* The beam of light on the title slide takes longest to draw, so it comes with the scripts. */
  function lit(box) {
    if (!box.matches('.cover') || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    box.animate([{ opacity: 0 }, { opacity: 1 }], { ...LIT, pseudoElement: '::before' });
  }

  const plugin = {
    id: 'first',

    init(deck) {
      deck.on('ready', event => {
        if (!backgrounds) return;
        backgrounds.remove();
        lit(event.currentSlide.slideBackgroundElement);
      });
    },
  };

  Diascope.first = first;
  Diascope.plugins.push(plugin);
})();
