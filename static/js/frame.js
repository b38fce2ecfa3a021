/* On paper every page has the footer and the logo that a screen has once. */
(() => {
  'use strict';

  const frame = {
    id: 'frame',

    init(deck) {
      deck.on('pdf-ready', () => {
        const once = deck.getRevealElement().querySelector(':scope > .frame');
        if (!once) return;
        for (const page of document.querySelectorAll('.pdf-page:not(:has(> :is(.cover, .title-slide)))')) {
          page.append(once.cloneNode(true));
        }
        once.remove();
      });
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(frame);
})();
