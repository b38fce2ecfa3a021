/* Tells when what is shown is complete: `data-ready` on the root element, and the event
   `diascope:ready` on the document. Exports, tests and other tools wait for it. It comes once: with
   fonts, pictures and diagrams of the first slide, or on paper those of all slides. */
(() => {
  'use strict';

  const LONGEST = 15000;

  const frames = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const within = promise => Promise.race([promise, new Promise(resolve => setTimeout(resolve, LONGEST))]);

  async function drawn(box) {
    while (box.querySelector('.diagram:not([data-drawn])')) await frames();
  }

  /* What cannot be loaded is complete too: nothing more will come. */
  function pictures(box) {
    const images = [...box.querySelectorAll('img[src]')];
    for (const image of images) image.loading = 'eager';
    return Promise.allSettled(images.map(image => image.decode()));
  }

  async function complete(box) {
    await within(Promise.all([document.fonts?.ready, pictures(box), drawn(box)]));
    await frames();
  }

  async function tell(box) {
    await complete(box);
    document.documentElement.dataset.ready = '';
    document.dispatchEvent(new CustomEvent('diascope:ready'));
  }

  const ready = {
    id: 'ready',

    init(deck) {
      if (deck.getConfig().view === 'print') deck.on('pdf-ready', () => tell(document));
      else deck.on('ready', event => tell(event.currentSlide ?? document));
    },
  };

  const Diascope = window.Diascope ??= { plugins: [] };
  Diascope.plugins.push(ready);

  /* Goes to a slide, counted from 0, with all its steps taken; settles when it is complete. */
  Diascope.show = async number => {
    const section = Reveal.getSlides()[number];
    const { h, v } = Reveal.getIndices(section);
    Reveal.slide(h, v, section.querySelectorAll('.fragment').length + 99);
    await complete(section);
    return section;
  };
})();
