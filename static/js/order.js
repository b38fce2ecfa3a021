/* The way through a talk: left and right, swipes, arrows at the foot, Home and End go through the
   slides in the order of the source, sections and what is below them alike. Only slides that extras
   add stay below theirs; down leads to them. */
(() => {
  'use strict';

  const order = {
    id: 'order',

    init(deck) {
      if (deck.getConfig().view) return;
      const original = { left: deck.left, right: deck.right, routes: deck.availableRoutes };
      const isMain = section => !section.matches('.extra');
      // `getSlides` leaves out those that are not counted.
      const all = () => [...deck.getSlidesElement().querySelectorAll('section:not(.stack)')];

      /* The next slide of the main line in one direction, if there is one. */
      function beside(step) {
        const slides = all();
        let at = slides.indexOf(deck.getCurrentSlide());
        do at += step; while (slides[at] && !isMain(slides[at]));
        return slides[at];
      }

      /* Takes a step of the slide, or goes to the slide beside it; back to its last step. */
      function go(step, way, options) {
        if (deck.isOverview() || !deck.getCurrentSlide()) return way(options);
        const turned = !options?.skipFragments && (step > 0 ? deck.nextFragment() : deck.prevFragment());
        const target = !turned && beside(step);
        if (target) show(target, step < 0 && !options?.skipFragments);
      }

      function show(section, isDone) {
        const { h, v } = deck.getIndices(section);
        deck.slide(h, v, isDone ? Infinity : undefined);
      }

      const forward = () => (deck.getConfig().rtl ? -1 : 1);
      const right = options => go(forward(), original.right, options);
      const left = options => go(-forward(), original.left, options);
      const availableRoutes = options => {
        const routes = original.routes(options);
        const [after, before] = [forward(), -forward()].map(step => Boolean(beside(step)));
        const slides = all();
        const below = slides[slides.indexOf(deck.getCurrentSlide()) + 1];
        const isExtra = deck.getCurrentSlide()?.matches('.extra');
        return { ...routes, right: after, left: before, up: routes.up && Boolean(isExtra), down: routes.down && Boolean(below?.matches('.extra')) };
      };

      // The page's own object has copies of what reveal.js works with.
      for (const api of [deck, window.Reveal]) Object.assign(api, { right, left, availableRoutes });

      /* One step of the talk on (1) or back (-1), whichever way it is read. */
      window.Diascope.step = way => go(way, way > 0 ? deck.next : deck.prev);

      const ends = { 36: 'Home', 35: 'End' };
      for (const [keyCode, key] of Object.entries(ends)) {
        deck.addKeyBinding({ keyCode: Number(keyCode), key, description: key === 'Home' ? 'First slide' : 'Last slide' }, () => {
          const main = all().filter(isMain);
          show(key === 'Home' ? main[0] : main.at(-1), false);
        });
      }
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(order);
})();
