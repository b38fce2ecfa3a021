/* How the speaker's view reaches the slides: the window that has opened it, or else the live server,
   or else the frame with the current slide, which then is the talk. */
(() => {
  'use strict';

  const { send, isOurs } = window.Diascope.talk;
  const BEAT = 1000;
  const PATIENCE = 3500;

  const live = JSON.parse(document.getElementById('live-state')?.textContent ?? 'null');

  /* `onPlace` is told where the talk is, `onState` what a speaker has to know of the connection. */
  function line({ onPlace, onState, alone }) {
    let heard = 0;
    let isKnown = false;

    const isAnswered = () => Date.now() - heard < PATIENCE;
    const isOpened = () => Boolean(window.opener && !window.opener.closed);
    const isAlone = () => !isOpened() && !live;
    const isLooking = () => !isOpened() && live?.role === 'viewer';

    /* What is wrong with the connection, if anything. */
    function problem() {
      if (isOpened()) return isAnswered() ? '' : 'The slides do not answer';
      if (live && !window.DiascopeLive?.isConnected()) return 'No connection';
      if (isLooking()) return 'Looking on';
      return live && !isKnown ? 'Nobody presents yet' : '';
    }

    function beat() {
      if (isOpened()) send(window.opener, 'hello');
      onState({ isLooking: isLooking(), words: problem() });
    }

    function tell(place) {
      isKnown = true;
      onPlace(place);
    }

    addEventListener('message', event => {
      if (!isOurs(event) || event.source !== window.opener || event.data.diascope !== 'place') return;
      heard = Date.now();
      tell(event.data);
    });
    document.addEventListener('diascope:place', ({ detail }) => isOpened() && isAnswered() || tell(detail));
    setInterval(beat, BEAT);
    setTimeout(() => {
      beat();
      const known = window.DiascopeLive?.place;
      if (known) tell(known);
    });

    return {
      isAlone,

      steer(step, slide) {
        if (isLooking()) return;
        const fields = slide === undefined ? { step } : { step, slide };
        if (isOpened()) send(window.opener, 'steer', fields);
        else if (live) document.dispatchEvent(new CustomEvent('diascope:steer', { detail: fields }));
        else alone(fields);
      },
    };
  }

  window.Diascope.line = line;
})();
