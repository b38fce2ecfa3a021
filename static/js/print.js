/* Printing a deck from the browser gives the reading view, an article. For one page a slide
   there is `?print-pdf`. */
(() => {
  'use strict';

  const print = {
    id: 'print',

    init(deck) {
      if (deck.getConfig().view === 'print') return;
      const { classList } = document.documentElement;
      addEventListener('beforeprint', () => classList.replace('js', 'no-js'));
      addEventListener('afterprint', () => classList.replace('no-js', 'js'));
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(print);
})();
