/* The speaker's view, seen from the slides. S, or `?notes` in the address, opens the page once more with
   `?speaker`; there the scripts and styles of the view are fetched. The slides tell the view where the talk
   is, and take the steps that it asks for. In the view the slides stand in frames: the page with `?receiver`,
   which shows what it is told.

   Windows talk by messages, whose key `diascope` names what they are. A page from a file has no origin that
   could be compared; so what is told is only a place, and what is heeded only a step. */
(() => {
  'use strict';

  const { speaker: script, speakerStyle: sheet } = document.currentScript.dataset;
  const Diascope = window.Diascope ??= { plugins: [] };
  const isFile = location.protocol === 'file:';
  const SHOWN = 'section:not(:has(> section), [data-visibility="hidden"])';
  const LONGEST = 160;
  const ON = new Set(['next', 'down', 'previous', 'up']);

  const isView = /[?&]speaker\b/.test(location.search);
  const isReceiver = /[?&]receiver\b/i.test(location.search);
  const views = new Set();
  let deck;

  const slides = () => [...document.querySelector('.reveal > .slides').querySelectorAll(SHOWN)];
  const send = (target, name, fields) => target.postMessage({ diascope: name, ...fields }, isFile ? '*' : location.origin);
  const isOurs = event => (isFile || event.origin === location.origin) && typeof event.data?.diascope === 'string';

  /* What a step shows, in words; notes that stand in it are for the speaker alone. */
  function wordsOf(part) {
    const copy = part.cloneNode(true);
    copy.querySelectorAll('aside').forEach(aside => aside.remove());
    return copy.textContent.trim().replace(/\s+/g, ' ');
  }

  /* The place of the talk: slide, steps taken and all steps, the words of the next one. */
  function place() {
    const section = deck.getCurrentSlide();
    const steps = (deck.getIndices().f ?? -1) + 1;
    const fragments = [...section.querySelectorAll('.fragment')];
    const next = fragments.filter(part => Number(part.dataset.fragmentIndex) === steps);
    const count = new Set(fragments.map(part => part.dataset.fragmentIndex)).size;
    const coming = next.map(wordsOf).join(' ').slice(0, LONGEST);
    return { slide: slides().indexOf(section), steps, count, coming, blank: deck.isPaused() };
  }

  function show({ slide, steps }) {
    const { h, v } = deck.getIndices(slides()[slide] ?? deck.getCurrentSlide());
    deck.slide(h, v, steps - 1);
  }

  /* A step on or back in the order of the talk (order.js), which a view that scrolls has not. */
  const go = way => (Diascope.step ?? (back => (back < 0 ? deck.prev() : deck.next())))(way);

  const STEPS = {
    next: () => go(1),
    previous: () => go(-1),
    up: () => deck.up(),
    down: () => deck.down(),
    first: () => show({ slide: 0, steps: 0 }),
    last: () => show({ slide: slides().findLastIndex(section => !section.matches('.extra')), steps: 0 }),
    blank: () => deck.togglePause(),
    slide: slide => show({ slide, steps: 0 }),
  };

  /* Takes a step; while the screen is blank, those that go on show it again. */
  function steer(step, slide) {
    if (!Object.hasOwn(STEPS, step)) return;
    if (deck.isPaused() && ON.has(step)) deck.togglePause(false);
    else STEPS[step](slide);
  }

  /* A page that presents. Views say hello again and again, so one that is open finds the page after a reload. */
  function present() {
    let told = '';
    let isDue = false;
    const isServed = () => document.getElementById('live-state');

    function tell() {
      isDue = false;
      if (!views.size && !isServed()) return;
      const now = place();
      if (JSON.stringify(now) === told) return;
      told = JSON.stringify(now);
      for (const view of views) {
        if (view.closed) views.delete(view);
        else send(view, 'place', now);
      }
      document.dispatchEvent(new CustomEvent('diascope:moved', { detail: now }));
    }

    function soon() {
      if (!isDue) queueMicrotask(tell);
      isDue = true;
    }

    addEventListener('message', event => {
      if (!isOurs(event) || !event.source || !deck.isReady()) return;
      const { diascope: name, step, slide } = event.data;
      if (name === 'hello') {
        views.add(event.source);
        if (!opened || opened.closed) opened = event.source;
        send(event.source, 'place', place());
      } else if (name === 'steer' && views.has(event.source)) steer(step, slide);
    });
    for (const change of ['ready', 'slidechanged', 'fragmentshown', 'fragmenthidden', 'paused', 'resumed']) deck.on(change, soon);
    document.addEventListener('diascope:slide', soon);
    deck.addKeyBinding({ keyCode: 83, key: 'S', description: 'Speaker view' }, open);
    if (/[?&]notes\b/i.test(location.search)) deck.on('ready', open);
  }

  let opened = null;

  function open() {
    if (opened && !opened.closed) opened.focus();
    else opened = window.open(`${location.href.split(/[?#]/)[0]}?speaker`, '', 'popup,width=1200,height=760');
  }

  /* A frame of a view. */
  function receive() {
    const tell = () => send(parent, 'shown', place());
    addEventListener('message', event => {
      if (!isOurs(event) || event.source !== parent || !deck.isReady()) return;
      const { diascope: name, step, slide, ahead } = event.data;
      if (name === 'steer') steer(step, slide);
      else if (name === 'show') {
        show(event.data);
        if (ahead) go(1);
      }
      tell();
    });
    deck.on('ready', tell);
  }

  function loadView() {
    document.documentElement.classList.replace('js', 'speaker');
    document.querySelector('.reveal').style.display = 'none';
    Diascope.sheet(sheet).then(() => Diascope.script(script));
  }

  const speaker = {
    id: 'speaker',
    place,
    show,
    slides,
    steer,

    init(reveal) {
      deck = reveal;
      if (isReceiver) receive();
      else if (deck.getConfig().view !== 'print') present();
    },
  };

  Diascope.speaker = speaker;
  Diascope.talk = { send, isOurs };
  if (isView) Diascope.loadView = loadView;
  Diascope.plugins.push(speaker);
})();
