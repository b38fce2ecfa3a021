/* Numbers the section slides, for the large number that stands on them. */
(() => {
  'use strict';

  let deck;

  function count() {
    const slides = deck.getSlidesElement();
    slides.querySelectorAll('section[data-section]:not(.title-slide)').forEach(section => delete section.dataset.section);
    slides.querySelectorAll('section.title-slide').forEach((section, index) => {
      section.dataset.section = index + 1;
    });
  }

  const sections = {
    id: 'sections',
    count,

    init(reveal) {
      deck = reveal;
      count();
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(sections);
})();
