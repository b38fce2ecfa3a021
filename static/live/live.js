/* Keeps the page true to its source: connects to the server, says what the page shows, and
   makes the changes that the server sends. A lost connection is taken up again. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  const { slides, place, files, findings } = DiascopeLive;
  const state = JSON.parse(document.getElementById('live-state').textContent);
  const FIRST_WAIT = 100;
  const LONGEST_WAIT = 1000;
  const TICK = 2000;

  const isDeck = state.stacks.length > 0;
  const presents = isDeck && document.documentElement.classList.contains('js');
  const isReceiver = /[?&]receiver/i.test(location.search);
  let follows = () => false;
  let socket;
  let wait = FIRST_WAIT;

  function connect() {
    socket = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/.live/socket`);
    socket.onopen = () => {
      wait = FIRST_WAIT;
      const { shell, rest } = state;
      send({ path: decodeURIComponent(location.pathname), shell, rest, stacks: slides.marks(), draws: true });
    };
    socket.onmessage = event => {
      change(JSON.parse(event.data));
      drawn();
    };
    socket.onclose = () => {
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  const send = message => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));

  /* Pages on one machine take turns: this one says when its picture is there. */
  function drawn() {
    const tell = () => send({ drawn: true });
    if (document.hidden) tell();
    else requestAnimationFrame(() => setTimeout(tell));
  }

  function change(message) {
    if (message.reload) return place.reload();
    if (message.rest) state.rest = message.rest;
    if (message.title !== undefined) document.title = message.title;
    if (message.page !== undefined) changePage(message.page);
    if (message.options) configure(message.options);
    if (message.morph) changeSlides(message);
    if (message.sheets) files.swapSheets(message.sheets);
    if (message.pictures) files.renewPictures(message.pictures);
    if (message.findings && !isReceiver) findings.show(message.findings);
    if (message.notice) findings.notice(message.notice);
    if (message.gone && isDeck) findings.notice('This deck is not in the site any more');
  }

  function changeSlides(message) {
    const run = () => slides.change(message);
    const edited = () => (follows() && message.goto !== undefined ? slides.at(message.goto) : undefined);
    if (presents) place.keep(run, edited);
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
      place.restore();
      if (!isReceiver) follows = DiascopeLive.bindKeys(send, state.follow);
    }
    connect();
  }

  /* After sleep a connection may seem to be there that is not. */
  let last = Date.now();
  setInterval(() => {
    const now = Date.now();
    if (now - last > 5 * TICK) socket.close();
    last = now;
  }, TICK);

  /* The page that is being used is the first that is told. */
  let used = 0;
  const inFront = () => {
    if (Date.now() - used > TICK) send({ front: true });
    used = Date.now();
  };
  for (const kind of ['keydown', 'pointerdown']) window.addEventListener(kind, inFront, { capture: true, passive: true });

  if (presents && !Reveal.isReady()) Reveal.on('ready', start);
  else start();
})();
