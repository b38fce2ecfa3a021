/* What stands at the foot fades when nothing is pointed at for a while, and comes back with the
   pointer or the focus. What appears on a slide step by step rises a little. In full screen the screen
   stays awake (Screen Wake Lock). */
(() => {
  'use strict';

  const QUIET = 4000;
  const RISE = { translate: ['0 12px', '0 0'] };
  const QUICK = { duration: 150, easing: 'ease-out' };

  /* The kinds of steps that reveal.js moves or colours in ways of their own. */
  const OTHER = '[class*="fade-"], [class*="highlight-"], .grow, .shrink, .strike, .custom, .zoom-in, .current-visible';

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
      deck.on('fragmentshown', ({ fragments }) => fragments.forEach(rise));
      awake();
    },
  };

  /* reveal.js names its buttons by where they point; these are their names by what they do. */
  function name(root) {
    const names = { '.navigate-left': 'Previous slide', '.navigate-right': 'Next slide', '.navigate-up': 'Up', '.navigate-down': 'Slides below' };
    for (const [button, words] of Object.entries(names)) root.querySelector(`.controls ${button}`)?.setAttribute('aria-label', words);
  }

  function rise(fragment) {
    if (!fragment.matches(OTHER) && !matchMedia('(prefers-reduced-motion: reduce)').matches) fragment.animate(RISE, QUICK);
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
