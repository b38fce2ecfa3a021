/* Keys that only a deck that is being edited has. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  const KEY = 'diascope-live-follow';

  function bind(send, followByDefault) {
    const follows = () => (sessionStorage.getItem(KEY) ?? String(followByDefault)) === 'true';

    Reveal.addKeyBinding({ keyCode: 69, key: 'E', description: 'Open this slide in the editor' }, () => {
      send('edit', { index: DiascopeLive.slides.indexOf(Reveal.getCurrentSlide()) });
    });
    Reveal.addKeyBinding({ keyCode: 87, key: 'W', description: 'Go to the slide being edited, or stay' }, () => {
      sessionStorage.setItem(KEY, String(!follows()));
      DiascopeLive.overlay.notice(follows() ? 'Goes to the slide being edited' : 'Stays on this slide');
    });
    return follows;
  }

  Object.assign(DiascopeLive, { bindKeys: bind });
})();
