/* The form that a window asks for: `upright` for a phone held upright, `article` for one so small, or zoomed
   so far (WCAG 1.4.4 and 1.4.10), that text has to wrap; `usual` for all others. */
(() => {
  'use strict';

  const ZOOM = 1.75;
  const UPRIGHT = 640;
  const upright = matchMedia('(max-width: 600px) and (max-aspect-ratio: 4/5)');
  const small = matchMedia('(max-width: 680px) and (max-height: 420px) and (pointer: fine)');

  /* Both sides of the window hold fewer pixels; a panel of the browser's takes from one alone. */
  const isZoomed = () => Math.min(outerWidth / innerWidth, outerHeight / innerHeight) >= ZOOM;

  const form = {
    isUpright: () => upright.matches,
    isArticle: () => window.top === window && (small.matches || isZoomed()),

    /* The size of a slide on a phone held upright: half as wide as the usual one, in the phone's proportions. */
    upright: () => ({ width: UPRIGHT, height: Math.round(UPRIGHT * innerHeight / innerWidth) }),
  };

  (window.Diascope ??= { plugins: [] }).form = form;
})();
