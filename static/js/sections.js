/* Numbers the section slides, for the large number that stands on them, and says on the
   `.reveal` element whether one of them, the title slide, or a picture below the controls is shown. (A `:has()` in the style
   sheets would say so too, but it takes longer the more slides there are.) */
(() => {
  'use strict';

  /* What is told of a slide on the `.reveal` element. */
  const KINDS = {
    section: '.title-slide',
    cover: '.cover',
    pictured: '.layout-image-full',
    'pictured-left': '.layout-image-left',
    'pictured-right': '.layout-image-right',
  };
  let deck;

  function count() {
    const slides = deck.getSlidesElement();
    slides.querySelectorAll('section[data-section]:not(.title-slide)').forEach(section => delete section.dataset.section);
    slides.querySelectorAll('section.title-slide').forEach((section, index) => {
      section.dataset.section = index + 1;
    });
  }

  const kindOf = slide => Object.keys(KINDS).find(name => slide?.matches(KINDS[name])) ?? 'slide';

  function tell() {
    deck.getRevealElement().dataset.shows = kindOf(deck.getCurrentSlide());
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

  window.Diascope.kindOf = kindOf;
  window.Diascope.plugins.push(sections);
})();
