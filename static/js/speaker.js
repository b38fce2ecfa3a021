/* Opens reveal's speaker view. Its plugin is as large as the rest of the page's scripts are
   small, so it is fetched when the S key asks for it, when the address does (`?notes`), or
   when a speaker view that is already open calls for this page after a reload. */
(() => {
  'use strict';

  const address = document.currentScript.dataset.notes;

  function load() {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  const speaker = {
    id: 'speaker',

    init(deck) {
      if (/receiver/i.test(location.search)) return;
      let loading = null;
      // The plugin binds the S key anew, and opens the view itself where `?notes` stands.
      const ready = () => loading ??= load().then(() => deck.registerPlugin(RevealNotes()));
      const open = () => ready().then(() => deck.getPlugin('notes').open());

      deck.addKeyBinding({ keyCode: 83, key: 'S', description: 'Speaker notes view' }, open);
      if (/[?&]notes/i.test(location.search)) deck.on('ready', ready);
      addEventListener('message', event => {
        if (typeof event.data === 'string' && event.data.includes('"reveal-notes"')) ready();
      });
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(speaker);
})();
