/* The keys of a talk: one table, by which they are bound and which the help shows. They count by the
   character that they type, and not by their place on a keyboard: reveal.js knows the places of the US
   layout, so that the `#` of a German keyboard would blank the screen, and its `?` would do nothing.
   While the screen is blank, keys that go on show it again.

   Most answers stand in a second bundle, `presenting.js`, which is fetched with its style sheet once the
   page has come to rest, or when a key asks for it. Keys typed meanwhile wait for both. */
(() => {
  'use strict';

  const { presenting: script, presentingStyle: sheet } = document.currentScript.dataset;
  const SLASH = 191;
  const REST = 1500;
  const ON = new Set([' ', 'Enter', 'ArrowRight', 'ArrowDown', 'PageDown', 'n', 'N']);
  const ELSEWHERE = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), dialog[open]';

  /* Group, keys as shown, words; then the characters or names of keys, and the answer that they have. Rows
     without an answer are bound elsewhere. */
  const TABLE = [
    ['Go', ['→', 'Space', 'Page Down', 'N'], 'Next step or slide'],
    ['Go', ['←', 'Page Up', 'P'], 'Previous step or slide'],
    ['Go', ['↓', '↑'], 'Slides that stand below this one, and back'],
    ['Go', ['Home', 'End'], 'First and last slide'],
    ['Go', ['⌫'], 'Back to where a link was followed', ['Backspace'], 'back'],
    ['Find', ['O', 'Esc'], 'All slides', ['o', 'Escape'], 'overview'],
    ['Find', ['/', 'Ctrl Shift F'], 'Words on all slides', ['/'], 'search'],
    ['Find', ['G'], 'A slide by number or title', ['g'], 'jump'],
    ['Find', ['5 Enter'], 'The slide of that number', [...'0123456789'], 'digit'],
    ['Find', [], '', ['Enter'], 'number'],
    ['Find', ['L'], 'Links'],
    ['Show', ['S'], 'Speaker view'],
    ['Show', ['F'], 'Full screen; the screen stays awake'],
    ['Show', ['B', '.'], 'Blank screen'],
    ['Show', ['D'], 'Pen', ['d'], 'pen'],
    ['Show', ['U', 'Del'], 'Take back the last line, clear the slide'],
    ['Show', [], '', ['u'], 'undo'],
    ['Show', [], '', ['Delete'], 'clear'],
    ['Show', ['X'], 'Laser pointer', ['x'], 'laser'],
    ['Show', ['T', '10 T'], 'Countdown for a break: five minutes, or as many as typed', ['t'], 'countdown'],
    ['Show', ['?'], 'This help', ['?'], 'help'],
  ];

  const rows = TABLE.filter(([, shown]) => shown.length).map(([group, shown, words]) => ({ group, shown, words }));
  const names = new Map(TABLE.flatMap(([, , , keys = [], name]) => keys.map(key => [key.toLowerCase(), name])));
  const answers = {};
  const Diascope = window.Diascope ??= { plugins: [] };
  let deck;
  let loading = null;

  /* Fetches the second bundle, whose plugins join those that run. */
  function load() {
    const known = Diascope.plugins.length;
    const both = () => Promise.all([Diascope.sheet(sheet), Diascope.script(script)]);
    return loading ??= both().then(() => Diascope.plugins.slice(known).forEach(plugin => deck.registerPlugin(plugin)));
  }

  function isOff() {
    const { keyboard, keyboardCondition } = deck.getConfig();
    return keyboard === false || (keyboardCondition === 'focused' && !deck.isFocused());
  }

  /* Whether a key is ours. An answer may refuse it by returning false; the key at the place of `/` is
     never reveal's. */
  function answer(event) {
    const name = names.get(event.key.toLowerCase());
    if (name && !answers[name] && Diascope.isPresenting) return event.key !== 'Enter' && Boolean(load().then(() => answers[name]?.(event)));
    if (name && answers[name] && answers[name](event) !== false) return true;
    return event.keyCode === SLASH && event.key !== '/';
  }

  function onKey(event) {
    const isSearch = event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'f';
    const isElsewhere = event.target.closest?.(ELSEWHERE) && !event.target.closest('dialog:not([open])');
    if (isElsewhere || isOff()) return;
    if (!isSearch && (event.ctrlKey || event.metaKey || event.altKey)) return;
    if (isSearch && Diascope.isPresenting) load().then(() => answers.search());
    else if (deck.isPaused() && ON.has(event.key)) deck.togglePause(false);
    else if (isOnButton(event) || !answer(event)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  }

  /* Enter presses the button or follows the link that has the focus. */
  function isOnButton(event) {
    return event.key === 'Enter' && event.target.closest?.('a[href], button, summary');
  }

  const keys = {
    id: 'keys',

    init(reveal) {
      deck = reveal;
      Diascope.isPresenting = !deck.getConfig().view && !/receiver/i.test(location.search);
      const add = deck.addKeyBinding;
      const adding = (binding, run) => {
        const isKnown = rows.some(row => row.shown.includes(binding.key));
        if (binding.description && !isKnown) rows.push({ group: 'Edit', shown: [binding.key], words: binding.description });
        add(binding, run);
      };
      for (const api of [deck, window.Reveal]) api.addKeyBinding = adding;
      document.addEventListener('keydown', onKey, true);
      if (Diascope.isPresenting) deck.on('ready', () => setTimeout(load, REST));
    },
  };

  Object.assign(Diascope, { answers, keyRows: rows, load });
  Diascope.plugins.push(keys);
})();
