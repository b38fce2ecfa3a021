/* Fits each slide before it is first seen: the one that is shown, its neighbours when there
   is time, and all of them for print. */
(() => {
  'use strict';

  let deck;
  let onPaper = false;
  let fitted = new WeakSet();

  const slides = () => [...deck.getSlidesElement().querySelectorAll('section:not(:has(> section), .further > section)')];
  const fresh = section => section && !fitted.has(section) && fit(section);
  const all = () => slides().forEach(fresh);

  function fit(section) {
    shown(section, () => {
      if (!section.clientHeight) return;
      fitted.add(section);
      const { fit, sheets } = window.Diascope;
      if (onPaper) sheets.gather(section);
      fit(section);
      if (onPaper) sheets.spread(section, deck.getConfig().pdfMaxPagesPerSlide);
    });
  }

  /* Runs something while a slide has a box, even if reveal keeps it hidden. */
  function shown(section, run) {
    const hidden = [section, section.parentElement].filter(box => box.matches('section') && getComputedStyle(box).display === 'none');
    const before = hidden.map(box => box.style.display);
    for (const box of hidden) box.style.display = box === section ? 'flex' : 'block';
    try { run(); }
    finally { hidden.forEach((box, index) => { box.style.display = before[index]; }); }
  }

  function around(section) {
    fresh(section);
    const idle = window.requestIdleCallback ?? setTimeout;
    idle(() => [beside(section, 'next', 'first'), beside(section, 'previous', 'last')].forEach(fresh));
  }

  /* The next or previous slide, across stacks; to list all slides would take long. */
  function beside(section, way, end) {
    const box = [section, section.parentElement].find(one => one.matches('section') && one[`${way}ElementSibling`]);
    const found = box?.[`${way}ElementSibling`];
    return found?.matches('section') ? found.querySelector(`:scope > section:${end}-of-type`) ?? found : null;
  }

  /* Fits anew what was fitted, after a change that concerns every slide. */
  function again() {
    if (!deck) return;
    const known = slides().filter(section => fitted.has(section));
    fitted = new WeakSet();
    known.forEach(fit);
  }

  /* Settles when all fonts are there, which reveal waits for: what is printed at once has its final size. */
  function everyFont() {
    return Promise.allSettled([...document.fonts ?? []].map(face => face.load()));
  }

  /* One page a slide, to begin with: reveal gives long slides a long page, which cuts lines in two. */
  function paper() {
    onPaper = true;
    const { height } = deck.getComputedSlideSize(innerWidth, innerHeight);
    for (const page of document.querySelectorAll('.pdf-page')) page.style.height = `${height + deck.getConfig().pdfPageHeightOffset}px`;
    again();
    all();
  }

  /* Has slides that have changed fitted anew, once they or their neighbours are shown. Where the body
     is as it was, it stays so if the heading takes as much room. */
  function forget(sections, isAsItWas) {
    for (const section of sections) {
      if (!(isAsItWas(section) && fitted.has(section) && keepsRoom(section))) fitted.delete(section);
    }
  }

  function keepsRoom(section) {
    let keeps = false;
    shown(section, () => { keeps = window.Diascope.keepsRoom(section); });
    return keeps;
  }

  /* A picture that arrives late, or never, changes what fits. */
  function pictureSettled(event) {
    const image = event.target;
    if (image.tagName !== 'IMG') return;
    markMissing(image);
    const section = image.closest('section');
    if (section && fitted.has(section)) fit(section);
  }

  const nameOf = address => (address.startsWith('data:') ? '' : address.split(/[?#]/)[0].split('/').at(-1));

  /* The style sheet shows these words instead of a picture that is not there. */
  function markMissing(image) {
    const isMissing = image.complete && !image.naturalWidth;
    image.classList.toggle('missing', isMissing);
    if (isMissing) image.dataset.missing = image.alt || nameOf(image.src);
  }

  const plugin = {
    id: 'fit',
    all,
    again,
    fit,
    forget,
    current: () => around(deck.getCurrentSlide()),

    init(reveal) {
      deck = reveal;
      const element = deck.getSlidesElement();
      element.querySelectorAll('img[src]').forEach(markMissing);
      element.addEventListener('load', pictureSettled, true);
      element.addEventListener('error', pictureSettled, true);
      deck.on('ready', event => around(event.currentSlide));
      deck.on('slidechanged', event => around(event.currentSlide));
      deck.on('pdf-ready', paper);
      document.fonts?.addEventListener('loadingdone', () => deck.isReady() && again());
      return deck.getConfig().view === 'print' ? everyFont() : undefined;
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(plugin);
})();
