/* Numbers the section slides, for the large number that stands on them. */
(() => {
  'use strict';

  const sections = {
    id: 'sections',

    init(deck) {
      deck.getSlidesElement().querySelectorAll('section.title-slide').forEach((section, index) => {
        section.dataset.section = index + 1;
      });
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(sections);
})();
