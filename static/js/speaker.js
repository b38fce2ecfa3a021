/* Opens reveal's speaker view. Its plugin is as large as the rest of the page's scripts are
   small, so it is fetched when the S key asks for it, when the address does (`?notes`), or
   when a speaker view that is already open calls for this page after a reload.
   Notes that stand below a pause are the slide's: reveal would show them only once the pause
   is over, so they leave what the pause hides. */
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
      deck.getSlidesElement().querySelectorAll('section').forEach(speaker.slide);
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

    slide(section) {
      section.querySelectorAll('div.fragment > aside.notes').forEach(notes => section.append(notes));
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(speaker);
})();
