/* What stands at the foot fades when nothing is pointed at for a while, and comes back with the
   pointer, the focus or a key. In full screen the screen stays awake (Screen Wake Lock). */
(() => {
  'use strict';

  const QUIET = 4000;

  const chrome = {
    id: 'chrome',

    init(deck) {
      const root = deck.getRevealElement();
      let waiting;
      const wake = () => {
        delete root.dataset.idle;
        clearTimeout(waiting);
        waiting = setTimeout(() => { root.dataset.idle = ''; }, QUIET);
      };
      for (const event of ['pointermove', 'pointerdown', 'focusin']) addEventListener(event, wake, { passive: true });
      wake();
      name(root);
      awake();
    },
  };

  /* reveal.js names its buttons by where they point; these are their names by what they do. */
  function name(root) {
    const names = { '.navigate-left': 'Previous slide', '.navigate-right': 'Next slide', '.navigate-up': 'Up', '.navigate-down': 'Slides below' };
    for (const [button, words] of Object.entries(names)) root.querySelector(`.controls ${button}`)?.setAttribute('aria-label', words);
  }

  function awake() {
    let lock = null;
    const renew = async () => {
      const isWanted = document.fullscreenElement && document.visibilityState === 'visible';
      if (isWanted && !lock) lock = await navigator.wakeLock?.request('screen').catch(() => null);
      else if (!isWanted && lock) {
        await lock.release();
        lock = null;
      }
    };
    document.addEventListener('fullscreenchange', renew);
    document.addEventListener('visibilitychange', renew);
  }

  window.Diascope.plugins.push(chrome);
})();
