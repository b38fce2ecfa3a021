/* Makes each slide fit. The text takes the largest of four steps at which everything is
   whole; a picture that shares its slide with text stands above, below or beside it,
   wherever it comes out larger. A slide that is too full at the smallest step is marked
   `data-overflows`. Slides are measured before they are first seen. */
(() => {
  'use strict';

  const STEPS = [0, 1, 2, 3];
  const BESIDE = [0.62, 0.5, 0.4];
  const NARROW = 800;
  const PICTURE_SHARE = 0.2;
  const BITMAP_GROWTH = 2;
  const WIDE = 2.2;
  const PREFERENCE = 1.4;
  const GAP = 48;
  const CAPTION_GAP = 10;

  let deck;
  let fitted = new WeakSet();

  /* ---- one slide ---- */

  function fit(section) {
    fitted.add(section);
    shown(section, () => {
      clear(section);
      if (!section.clientHeight) return fitted.delete(section);
      const body = section.querySelector(':scope > .body');
      fitHeading(section);
      if (body && !section.matches('.title-slide')) fitBody(section, body);
      else fitFree(section);
    });
  }

  function clear(section) {
    for (const name of ['fit', 'code', 'wrap', 'figure', 'list', 'heading', 'overflows']) delete section.dataset[name];
    section.style.removeProperty('--figure-width');
    for (const image of framed(section)) {
      image.style.removeProperty('width');
      image.closest('figure').style.removeProperty('max-height');
    }
  }

  /* A heading of two lines takes the smaller size, so that the body keeps its line. */
  function fitHeading(section) {
    const heading = section.querySelector(':scope > :is(h1, h2, h3, h4, h5, h6)');
    if (!heading || section.matches('.title-slide, .cover')) return;
    const room = parseFloat(getComputedStyle(heading).minHeight);
    if (heading.offsetHeight > room + 1) section.dataset.heading = 'long';
  }

  /* Title and section slides stand at the foot, so what is too much leaves at the top. */
  function fitFree(section) {
    const whole = () => (section.firstElementChild?.offsetTop ?? 0) >= 0 && !tooLarge(section);
    if (!STEPS.some(step => (section.dataset.fit = step, whole()))) section.dataset.overflows = 'tall';
  }

  function fitBody(section, body) {
    const usual = arrangementsOf(body);
    const best = search(section, body, usual)
      ?? search(section, body, hasLongList(body) ? ['columns'] : [])
      ?? { step: STEPS.at(-1), arrangement: usual[0] };
    const result = attempt(section, body, best.step, best.arrangement);
    if (!result.whole) section.dataset.overflows = 'tall';
    else if (result.long) section.dataset.overflows = 'wide';
  }

  /* The largest step at which all is whole and the picture, if any, is worth its place;
     failing that, the one with the best picture. */
  function search(section, body, arrangements) {
    let best = null;
    for (const step of STEPS) {
      const tried = arrangements.map(arrangement => attempt(section, body, step, arrangement));
      const fits = tried.filter(result => result.whole).sort((a, b) => b.merit - a.merit)[0];
      if (fits && (!best || fits.merit > best.merit)) best = fits;
      if (fits?.enough) break;
    }
    return best;
  }

  function attempt(section, body, step, arrangement) {
    section.dataset.fit = step;
    apply(section, arrangement);
    const long = fitCode(section, step);
    const pictures = framed(body).map(size);
    const share = Math.min(...pictures.map(picture => picture.share));
    const enough = pictures.every(picture => picture.share >= PICTURE_SHARE / pictures.length || picture.full);
    const merit = share * (suits(pictures[0]?.ratio, arrangement) ? PREFERENCE : 1);
    const visible = pictures.every(picture => picture.height > 40);
    return { step, arrangement, long, merit, enough, whole: visible && !tooLarge(body) };
  }

  /* A wide picture likes to stand above or below the text, an upright one beside it. */
  function suits(ratio, arrangement) {
    return arrangement === null ? ratio >= WIDE : ratio < 1;
  }

  function tooLarge(box) {
    return box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
  }

  /* Code may be set smaller than its slide's step, so that its longest line fits; says
     whether some line is too long all the same, and then lets the lines wrap. */
  function fitCode(section, step) {
    const blocks = [...section.querySelectorAll('pre')];
    delete section.dataset.code;
    delete section.dataset.wrap;
    const long = () => blocks.some(block => block.scrollWidth > block.clientWidth + 1);
    for (const size of STEPS.slice(step)) {
      if (!long()) return false;
      section.dataset.code = size;
    }
    const tooLong = long();
    if (tooLong) section.dataset.wrap = '';
    return tooLong;
  }

  /* ---- pictures ---- */

  /* The images of figures that are as large as their room allows. */
  function framed(box) {
    const images = box.querySelectorAll(':is(.body, .column, div.fragment) > figure img');
    return [...images].filter(image => {
      const own = authored(image);
      image.closest('figure').classList.toggle('authored', own);
      return !own;
    });
  }

  /* Whether the author said how large an image is to be. Width and height together are
     what the build adds, and then they are those of the file. */
  function authored(image) {
    if (!('sized' in image.dataset) && (image.style.width || image.style.height)) return true;
    const [width, height] = ['width', 'height'].map(name => image.getAttribute(name));
    if (!width || !height) return Boolean(width || height);
    return Boolean(image.naturalWidth) && !isVector(image) && Math.abs(image.naturalWidth - width) > 1;
  }

  function isVector(image) {
    return /\.svg($|[?#])|^data:image\/svg/.test(image.currentSrc || image.src);
  }

  function ratioOf(image) {
    if (image.naturalWidth && image.naturalHeight) return image.naturalWidth / image.naturalHeight;
    const [width, height] = ['width', 'height'].map(name => parseFloat(image.getAttribute(name)));
    return width / height || 16 / 9;
  }

  /* Sets an image as wide as its figure's room allows, lets the figure end with it, and
     says how large it is. */
  function size(image) {
    const figure = image.closest('figure');
    figure.style.removeProperty('max-height');
    const body = image.closest('.body');
    const ratio = ratioOf(image);
    const caption = figure.querySelector('figcaption');
    const below = caption ? caption.offsetHeight + CAPTION_GAP : 0;
    const room = figure.clientHeight - below;
    const largest = isVector(image) || !image.naturalWidth ? Infinity : image.naturalWidth * BITMAP_GROWTH;
    const width = Math.max(1, Math.floor(Math.min(figure.clientWidth, room * ratio, largest)));
    image.dataset.sized = '';
    image.style.width = `${width}px`;
    image.style.height = 'auto';
    image.style.aspectRatio = String(ratio);
    const height = width / ratio;
    if (!figure.matches(':only-child')) figure.style.maxHeight = `${Math.ceil(height + below)}px`;
    return { ratio, height, share: width * height / (body.clientWidth * body.clientHeight), full: width >= largest - 1 };
  }

  /* Where the only picture among text may stand. */
  function arrangementsOf(body) {
    const blocks = [...body.children].filter(block => !block.matches('.notes, .footnotes'));
    const figures = blocks.filter(block => block.matches('figure'));
    const image = figures[0]?.querySelector('img');
    if (figures.length !== 1 || blocks.length < 2 || !image || body.clientWidth < NARROW || !framed(body).includes(image)) return [null];
    const ratio = ratioOf(image);
    const widest = Math.floor(body.clientHeight * ratio);
    const widths = BESIDE.map(part => Math.min(widest, Math.round((body.clientWidth - GAP) * part)));
    return [null, ...new Set(widths)];
  }

  function hasLongList(body) {
    return body.clientWidth >= NARROW && body.querySelector(':scope > :is(ul, ol) > li:nth-child(8)');
  }

  /* `null` is one thing below the other, a number the width of a picture beside the text,
     'columns' a long list in two columns. */
  function apply(section, arrangement) {
    delete section.dataset.figure;
    delete section.dataset.list;
    section.style.removeProperty('--figure-width');
    if (arrangement === 'columns') section.dataset.list = 'columns';
    else if (arrangement !== null) {
      section.dataset.figure = 'beside';
      section.style.setProperty('--figure-width', `${arrangement}px`);
    }
  }

  /* ---- all slides ---- */

  /* Runs something while a slide has a box, even if reveal keeps it hidden. */
  function shown(section, run) {
    const hidden = [section, section.parentElement].filter(box => box.matches('section') && getComputedStyle(box).display === 'none');
    const before = hidden.map(box => box.style.display);
    for (const box of hidden) box.style.display = box === section ? 'flex' : 'block';
    try { run(); }
    finally { hidden.forEach((box, index) => { box.style.display = before[index]; }); }
  }

  const slides = () => [...deck.getSlidesElement().querySelectorAll('section:not(:has(> section))')];
  const fresh = section => section && !fitted.has(section) && fit(section);
  const all = () => slides().forEach(fresh);

  function around(section) {
    fresh(section);
    const list = slides();
    const here = list.indexOf(section);
    const idle = window.requestIdleCallback ?? setTimeout;
    idle(() => [list[here + 1], list[here - 1]].forEach(fresh));
  }

  function again() {
    if (!deck) return;
    const known = slides().filter(section => fitted.has(section));
    fitted = new WeakSet();
    known.forEach(fit);
  }

  /* A picture that arrives late, or never, changes what fits. */
  function pictureSettled(event) {
    const image = event.target;
    if (image.tagName !== 'IMG') return;
    markMissing(image);
    const section = image.closest('section');
    if (section && fitted.has(section)) fit(section);
  }

  function markMissing(image) {
    image.classList.toggle('missing', image.complete && !image.naturalWidth);
  }

  const plugin = {
    id: 'fit',
    all,
    again,
    fit,

    init(reveal) {
      deck = reveal;
      const element = deck.getSlidesElement();
      element.querySelectorAll('img[src]').forEach(markMissing);
      element.addEventListener('load', pictureSettled, true);
      element.addEventListener('error', pictureSettled, true);
      deck.on('ready', event => around(event.currentSlide));
      deck.on('slidechanged', event => around(event.currentSlide));
      deck.on('overviewshown', all);
      deck.on('pdf-ready', again);
      deck.on('pdf-ready', all);
      document.fonts?.addEventListener('loadingdone', () => deck.isReady() && again());
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(plugin);
})();
