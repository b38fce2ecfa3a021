/* Keys by the character that they type, and not by their place on a keyboard: reveal.js knows the
   places of the US layout, so that the `#` of a German keyboard would blank the screen, and its `?`
   would do nothing. While the screen is blank, keys that go on show it again. */
(() => {
  'use strict';

  const SLASH = 191;
  const ON = new Set([' ', 'Enter', 'ArrowRight', 'ArrowDown', 'PageDown', 'n', 'N']);

  const keys = {
    id: 'keys',

    init(deck) {
      const isTyping = event => event.target.closest?.('input, textarea, select, [contenteditable]:not([contenteditable="false"]), dialog');
      document.addEventListener('keydown', event => {
        if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || deck.getConfig().keyboard === false) return;
        if (deck.isPaused() && ON.has(event.key)) {
          deck.togglePause(false);
        } else if (event.key === '?') {
          deck.toggleHelp();
        } else if (event.keyCode !== SLASH || event.key === '/') {
          return;
        }
        event.stopImmediatePropagation();
        event.preventDefault();
      }, true);
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(keys);
})();
