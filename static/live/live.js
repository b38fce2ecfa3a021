/* Keeps the page true to its source: connects to the server, says what the page shows, and
   makes the changes that the server sends. A lost connection is taken up again. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  const { slides, position, files, overlay } = DiascopeLive;
  const state = JSON.parse(document.getElementById('live-state').textContent);
  const FIRST_WAIT = 100;
  const LONGEST_WAIT = 1000;
  const TICK = 2000;

  const isDeck = state.stacks.length > 0;
  const presents = isDeck && document.documentElement.classList.contains('js');
  const isReceiver = /[?&]receiver/i.test(location.search);
  const isView = document.documentElement.classList.contains('speaker');
  const isStage = presents && !isReceiver && Boolean(window.Diascope?.speaker);
  let follows = () => false;
  let socket;
  let wished;
  let wait = FIRST_WAIT;

  function connect() {
    socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/.live/socket`);
    socket.onopen = () => {
      wait = FIRST_WAIT;
      const { shell, rest } = state;
      send('hello', { path: decodeURIComponent(location.pathname), stacks: slides.marks(), shell, rest });
      document.querySelectorAll('.diagram[data-problem]').forEach(tellProblem);
      if (wished) send(...wished);
      wished = undefined;
      if (isStage && state.role === 'presenter') tellPlace(window.Diascope.speaker.place());
    };
    socket.onmessage = event => {
      const { type, ...fields } = JSON.parse(event.data);
      receive[type]?.(fields);
    };
    socket.onclose = () => {
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  const send = (type, fields) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ type, ...fields }));

  /* Sends what a key asks for, or keeps the last of it until there is a connection. */
  function wish(...message) {
    if (DiascopeLive.isConnected()) send(...message);
    else wished = message;
  }

  DiascopeLive.isConnected = () => socket?.readyState === WebSocket.OPEN;

  /* A diagram that mermaid cannot draw; the server names its file and line. */
  function tellProblem(box) {
    const source = box.querySelector('pre').textContent;
    const words = box.dataset.problem;
    send('undrawn', { source, words });
  }

  /* Where the talk is, for pages that follow and for remotes. */
  function tellPlace({ slide, steps, count, coming, blank }) {
    if (slide >= 0) send('place', { slide, steps, count, coming, blank });
  }

  /* What each message from the server does, by its type; all of them stand in serve/messages.py. */
  const receive = {
    update({ rest, morph, splice, goto, title, options, schedule, sheets, pictures, page }) {
      state.rest = rest;
      if (schedule) document.getElementById('schedule')?.replaceChildren(JSON.stringify(schedule));
      if (title !== undefined) document.title = title;
      if (page !== undefined) changePage(page);
      if (options) configure(options);
      if (morph || splice) changeSlides({ morph, splice }, goto);
      if (sheets) files.swapSheets(sheets);
      if (pictures) files.renewPictures(pictures);
    },
    reload() {
      position.reload();
    },
    gone() {
      if (isDeck) overlay.notice('This deck is not in the site any more');
    },
    diagnostics({ items }) {
      if (!isReceiver && !isView) overlay.show(items);
    },
    place({ slide, steps, count, coming, blank }) {
      const detail = DiascopeLive.place = { slide, steps, count, coming, blank };
      document.dispatchEvent(new CustomEvent('diascope:place', { detail }));
    },
    steer({ step, slide }) {
      if (isStage) window.Diascope.speaker.steer(step, slide);
    },
    notice({ text }) {
      overlay.notice(text);
    },
  };

  function changeSlides(changes, goto) {
    const run = () => slides.change(changes);
    const edited = () => (follows() && goto !== undefined ? slides.at(goto) : undefined);
    if (presents) position.keep(run, edited);
    else DiascopeLive.prepare(run().touched);
  }

  function configure(options) {
    document.getElementById('reveal-options').textContent = JSON.stringify(options);
    if (!presents) return;
    Reveal.configure(options);
    Reveal.getPlugin('fit')?.again();
  }

  /* A page without slides is taken over whole. */
  function changePage(text) {
    const wanted = new DOMParser().parseFromString(text, 'text/html');
    document.title = wanted.title;
    const beforeNodeRemoved = node => !/^live-/.test(node.id ?? '') && !/\.live\//.test(node.src ?? node.href ?? '');
    Idiomorph.morph(document.body, wanted.body, { morphStyle: 'innerHTML', callbacks: { beforeNodeRemoved } });
  }

  function start() {
    slides.read(state.stacks);
    if (presents) {
      position.restore();
      if (!isReceiver) follows = DiascopeLive.bindKeys(wish, state.follow);
      if (isStage && state.role !== 'presenter') DiascopeLive.followSpeaker();
    }
    connect();
  }

  document.addEventListener('diascope:undrawn', event => tellProblem(event.target));
  if (isStage && state.role === 'presenter') document.addEventListener('diascope:moved', event => tellPlace(event.detail));
  document.addEventListener('diascope:steer', ({ detail: { step, slide } }) => send('steer', { step, slide }));

  /* After sleep a connection may seem to be there that is not. */
  let last = Date.now();
  setInterval(() => {
    const now = Date.now();
    if (now - last > 5 * TICK) socket.close();
    last = now;
  }, TICK);

  if (presents && !Reveal.isReady()) Reveal.on('ready', start);
  else start();
})();
