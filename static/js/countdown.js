/* A countdown for breaks, on the whole screen: five minutes, or as many as were typed before the key;
   up and down change it by a minute. */
(() => {
  'use strict';

  const { answers, dialog: made, element } = window.Diascope;
  const MINUTE = 60;
  const USUAL = 5;

  const pad = number => String(number).padStart(2, '0');

  const countdown = {
    id: 'countdown',

    init(deck) {
      const dialog = made(deck, 'countdown', 'Countdown');
      const time = element('p', 'time');
      const told = element('p', 'visually-hidden');
      time.setAttribute('role', 'timer');
      told.setAttribute('aria-live', 'polite');
      let end = 0;
      let ticking;

      const left = () => Math.max(0, Math.ceil((end - Date.now()) / 1000));

      function tick() {
        const seconds = left();
        time.textContent = `${Math.floor(seconds / MINUTE)}:${pad(seconds % MINUTE)}`;
        dialog.classList.toggle('over', seconds === 0);
        const minutes = Math.ceil(seconds / MINUTE);
        const words = seconds ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left` : 'The break is over';
        if (told.textContent !== words) told.textContent = words;
      }

      function start(minutes) {
        end = Date.now() + minutes * MINUTE * 1000;
        dialog.replaceChildren(time, told);
        dialog.showModal();
        tick();
        ticking = setInterval(tick, 250);
        return true;
      }

      dialog.addEventListener('close', () => {
        clearInterval(ticking);
        dialog.replaceChildren();
      });
      dialog.addEventListener('keydown', event => {
        const change = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (change) {
          end = Date.now() + Math.max(0, left() + change * MINUTE) * 1000;
          tick();
          event.preventDefault();
        } else if (event.key.toLowerCase() === 't') dialog.close();
      });
      answers.countdown = () => start(window.Diascope.typedNumber() || USUAL);
    },
  };

  window.Diascope.plugins.push(countdown);
})();
