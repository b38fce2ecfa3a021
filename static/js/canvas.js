/* Gives a phone held upright a canvas of its own shape, half as wide as the usual one, so
   that slides are composed for it and stay readable instead of shrinking to a strip. */
(() => {
  'use strict';

  const WIDTH = 640;
  const upright = matchMedia('(max-width: 600px) and (max-aspect-ratio: 4/5)');

  const canvas = {
    id: 'canvas',

    init(deck) {
      if (deck.getConfig().view) return;
      const { width, height } = deck.getConfig();
      const choose = () => {
        if (!innerWidth || !innerHeight) return; // a frame that is not shown
        const changed = upright.matches || document.documentElement.dataset.canvas === 'upright';
        if (!changed) return;
        document.documentElement.dataset.canvas = upright.matches ? 'upright' : 'usual';
        deck.configure(upright.matches
          ? { width: WIDTH, height: Math.round(WIDTH * innerHeight / innerWidth) }
          : { width, height });
        deck.getPlugin('fit')?.again();
      };
      choose();
      addEventListener('resize', choose);
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(canvas);
})();
