/* Browser zoom (WCAG 1.4.4 and 1.4.10): a slide is fitted to its window, so that zooming would change
   nothing. From 175 % on, and in windows as small as zoom makes them, the page is the reading view, whose
   text grows and wraps; below that it is presented again, at the slide that was read. */
(() => {
  'use strict';

  /* The slide at the top of the window. */
  function shownIn(sections) {
    return sections.find(section => section.getBoundingClientRect().bottom > innerHeight / 4);
  }

  const reflow = {
    id: 'reflow',

    init(deck) {
      const { view, embedded } = deck.getConfig();
      if (view || embedded || window.top !== window) return;
      const { classList } = document.documentElement;
      let isRead = false;
      let read = null;
      let asked = {};

      function choose() {
        const wanted = window.Diascope.form.isArticle();
        if (wanted === isRead) return;
        isRead = wanted;
        if (wanted) article();
        else stage();
      }

      function article() {
        const { keyboard, touch } = deck.getConfig();
        asked = { keyboard, touch };
        read = deck.getCurrentSlide();
        deck.configure({ keyboard: false, touch: false });
        window.Diascope.backdrops();
        classList.replace('js', 'no-js');
        deck.getPlugin('diagrams')?.all();
        read?.scrollIntoView();
        addEventListener('scroll', follow, { passive: true });
      }

      const follow = () => { read = shownIn(deck.getSlides()); };

      function stage() {
        removeEventListener('scroll', follow);
        classList.replace('no-js', 'js');
        deck.configure(asked);
        const { h, v } = deck.getIndices(read?.isConnected ? read : deck.getCurrentSlide());
        scrollTo(0, 0);
        deck.layout();
        deck.slide(h, v);
        deck.getPlugin('fit')?.again();
      }

      // A link within the deck leads to another slide here as well.
      deck.on('slidechanged', ({ currentSlide }) => isRead && currentSlide.scrollIntoView());
      deck.on('ready', choose);
      addEventListener('resize', choose);
    },
  };

  window.Diascope.plugins.push(reflow);
})();
