/* Gives a phone held upright a canvas of its own shape, half as wide as the usual one, so
   that slides are composed for it and stay readable instead of shrinking to a strip. */
(() => {
  'use strict';

  const { form } = window.Diascope;

  const canvas = {
    id: 'canvas',

    init(deck) {
      if (deck.getConfig().view) return;
      const { width, height } = deck.getConfig();
      const choose = () => {
        if (!innerWidth || !innerHeight) return; // a frame that is not shown
        const isUpright = form.isUpright();
        if (!isUpright && document.documentElement.dataset.canvas !== 'upright') return;
        document.documentElement.dataset.canvas = isUpright ? 'upright' : 'usual';
        deck.configure(isUpright ? form.upright() : { width, height });
        deck.getPlugin('fit')?.again();
      };
      choose();
      addEventListener('resize', choose);
    },
  };

  window.Diascope.plugins.push(canvas);
})();
