/* Numbers the section slides, for the large number that stands on them. */
(() => {
  'use strict';

  let deck;

  function count() {
    deck.getSlidesElement().querySelectorAll('section.title-slide').forEach((section, index) => {
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
