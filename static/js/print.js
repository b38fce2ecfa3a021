/* Printing a deck from the browser gives the reading view, an article. For one page a slide
   there is `?print-pdf`. */
(() => {
  'use strict';

  /* On paper every slide is shown, and so told to screen readers and put into a PDF's outline. */
  function told() {
    for (const section of document.querySelectorAll('.pdf-page section')) {
      section.removeAttribute('aria-hidden');
      section.removeAttribute('hidden');
    }
  }

  const print = {
    id: 'print',

    init(deck) {
      if (deck.getConfig().view === 'print') {
        deck.on('pdf-ready', told);
        return;
      }
      const { classList } = document.documentElement;
      let wasPresented = false;
      addEventListener('beforeprint', () => {
        window.Diascope.backdrops();
        wasPresented = classList.replace('js', 'no-js');
      });
      addEventListener('afterprint', () => wasPresented && classList.replace('no-js', 'js'));
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(print);
})();
