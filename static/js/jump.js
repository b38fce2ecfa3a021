/* Digits and Enter lead to the slide of that number; what is typed is shown at the foot. */
(() => {
  'use strict';

  const { answers, element } = window.Diascope;
  const LONGEST = 3000;
  const DIGITS = 4;

  const jump = {
    id: 'jump',

    init(deck) {
      const shown = element('div', 'typed');
      shown.setAttribute('role', 'status');
      shown.hidden = true;
      deck.getRevealElement().append(shown);
      let typed = '';
      let waiting;

      function clear() {
        const number = Number(typed);
        typed = '';
        shown.hidden = true;
        clearTimeout(waiting);
        return number;
      }

      answers.digit = event => {
        if (event.shiftKey) return false;
        typed = (typed + event.key).slice(-DIGITS);
        shown.textContent = `${typed} ↵`;
        shown.hidden = false;
        clearTimeout(waiting);
        waiting = setTimeout(clear, LONGEST);
        return true;
      };

      answers.number = () => {
        if (!typed) return false;
        const slides = deck.getSlides();
        const { h, v } = deck.getIndices(slides[Math.min(Math.max(1, clear()), slides.length) - 1]);
        deck.slide(h, v);
        return true;
      };

      /* The number that was typed before another key, such as minutes. */
      window.Diascope.typedNumber = clear;
    },
  };

  window.Diascope.plugins.push(jump);
})();
