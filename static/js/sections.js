/* Numbers the section slides, for the large number that stands on them, and says on the
   `.reveal` element whether one of them, or the title slide, is shown. (A `:has()` in the style
   sheets would say so too, but it takes longer the more slides there are.) */
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

  function tell() {
    const slide = deck.getCurrentSlide();
    const kind = slide?.matches('.title-slide') ? 'section' : slide?.matches('.cover') ? 'cover' : 'slide';
    deck.getRevealElement().dataset.shows = kind;
  }

  const sections = {
    id: 'sections',

    init(reveal) {
      deck = reveal;
      count();
      deck.on('ready', tell);
      deck.on('slidechanged', tell);
    },

    /* After slides have changed, of which some may open a section, or did. */
    renew(recount) {
      if (recount) count();
      tell();
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(sections);
})();
