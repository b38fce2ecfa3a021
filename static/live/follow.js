/* Pages that look on: they go along with the page that presents, until one goes on by oneself; then a
   button leads back to the speaker. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  const KEY = 'diascope-live-with-speaker';
  const OWN = 1500;

  function followSpeaker() {
    let place = null;
    let isMoving = false;
    let touched = 0;
    let follows = (sessionStorage.getItem(KEY) ?? String(!location.hash)) === 'true';
    const button = document.createElement('button');
    Object.assign(button, { id: 'live-follow', type: 'button', lang: 'en', hidden: true, textContent: 'Follow the speaker' });
    document.body.append(button);

    function set(wanted) {
      follows = wanted;
      sessionStorage.setItem(KEY, String(wanted));
      button.hidden = follows || !place;
      if (!follows || !place) return;
      isMoving = true;
      window.Diascope.speaker.show(place);
      isMoving = false;
    }

    document.addEventListener('diascope:place', ({ detail }) => {
      place = detail;
      set(follows);
    });
    button.addEventListener('click', () => set(true));
    for (const event of ['keydown', 'pointerdown', 'pointerup', 'wheel']) {
      addEventListener(event, () => { touched = Date.now(); }, { capture: true, passive: true });
    }
    for (const change of ['slidechanged', 'fragmentshown', 'fragmenthidden']) {
      Reveal.on(change, () => !isMoving && place && Date.now() - touched < OWN && set(false));
    }
  }

  Object.assign(DiascopeLive, { followSpeaker });
})();
