/* A short push into a section: its slide comes in from the side of the way that one goes, and the
   slide before leaves by the other. The build says by `data-push` that the deck asks for no
   transition of its own. */
(() => {
  'use strict';

  const DISTANCE = 96; // pixels of the slide
  const TIMING = { duration: 260, easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)' };

  const at = (x, opacity) => ({ transform: `translateX(${x}px)`, opacity });

  const push = {
    id: 'push',

    init(deck) {
      if (!('push' in document.documentElement.dataset) || deck.getConfig().view) return;
      const isStill = matchMedia('(prefers-reduced-motion: reduce)');

      deck.on('slidechanged', ({ currentSlide, previousSlide }) => {
        if (isStill.matches || !previousSlide || !currentSlide.matches('.title-slide:not([data-transition], .cover)')) return;
        const isOn = previousSlide.compareDocumentPosition(currentSlide) & Node.DOCUMENT_POSITION_FOLLOWING;
        const from = DISTANCE * (isOn ? 1 : -1) * (deck.getConfig().rtl ? -1 : 1);
        currentSlide.animate([at(from, 0), at(0, 1)], TIMING);
        previousSlide.animate([at(0, 1), at(-from, 0)], TIMING);
      });
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(push);
})();
