/* The slides in the speaker's view: the page itself in frames, whole, however small. The first shows where
   the talk is, the second what the next key brings. On a phone there are none. */
(() => {
  'use strict';

  const { element, talk } = window.Diascope;
  const { send, isOurs } = talk;
  const OFF = ['controls', 'progress', 'slideNumber', 'hash', 'history', 'autoSlide'].map(name => `${name}=false`);
  const QUERY = ['receiver', ...OFF, 'transition=none', 'backgroundTransition=none'].join('&');
  const narrow = matchMedia('(max-width: 600px)');

  function frame(box, title, ahead) {
    const made = element('iframe', '');
    made.title = title;
    made.inert = true;
    made.tabIndex = -1;
    let place = null;
    const show = () => place && made.contentWindow && send(made.contentWindow, 'show', { slide: place.slide, steps: place.steps, ahead });

    return {
      made,
      show(wanted) {
        place = wanted;
        show();
      },
      again: show,
      start() {
        if (made.isConnected) return;
        made.src = `${location.href.split(/[?#]/)[0]}?${QUERY}`;
        box.append(made);
      },
    };
  }

  /* `onShown` is told what the frame with the current slide shows, where it is the talk. */
  function frames(now, next, { onShown, isAlone }) {
    const { width = 1280, height = 720 } = JSON.parse(document.getElementById('reveal-options').textContent);
    const { style } = now.closest('main');
    style.setProperty('--width', `${width}px`);
    style.setProperty('--height', `${height}px`);
    const current = frame(now, 'Current slide', false);
    const coming = frame(next, 'What comes next', true);
    const started = new Set();

    addEventListener('message', event => {
      const from = [current, coming].find(one => event.source === one.made.contentWindow);
      if (!isOurs(event) || !from || event.data.diascope !== 'shown') return;
      // The first word of a frame, also after it has loaded itself anew, is that it is there.
      if (from === current && isAlone()) onShown(event.data);
      else if (!started.has(from)) from.again();
      started.add(from);
    });

    function start() {
      if (!narrow.matches || isAlone()) [current, coming].forEach(one => one.start());
    }

    narrow.addEventListener('change', start);
    start();

    return {
      show(place) {
        if (!isAlone()) current.show(place);
        coming.show(place);
      },
      steer: fields => send(current.made.contentWindow, 'steer', fields),
    };
  }

  window.Diascope.frames = frames;
})();
