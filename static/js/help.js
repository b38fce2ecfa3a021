/* The help: all keys, in groups, as a dialog. The table is that by which keys are bound. */
(() => {
  'use strict';

  const { answers, dialog: made, element, keyRows } = window.Diascope;
  const GROUPS = { Go: 'Going through the talk', Find: 'Finding a slide', Show: 'In front of people', Edit: 'While you write' };
  /* As reveal.js has it: Alt belongs to the window managers of Linux. */
  const ZOOM = { group: 'Show', shown: [`${/Linux/.test(navigator.platform) ? 'Ctrl' : 'Alt'} click`], words: 'Closer, and back' };

  function table(title, rows) {
    const parts = rows.map(({ shown, words }) => {
      const names = shown.flatMap((key, at) => [...(at ? [' '] : []), element('kbd', '', key)]);
      return element('tr', '', element('td', '', ...names), element('td', '', words));
    });
    return element('section', '', element('h2', '', title), element('table', '', element('tbody', '', ...parts)));
  }

  const help = {
    id: 'help',

    init(deck) {
      const dialog = made(deck, 'help', 'Keys');
      dialog.addEventListener('close', () => dialog.open || dialog.replaceChildren());
      dialog.addEventListener('click', event => event.target === dialog && dialog.close());

      function open() {
        const rows = [...keyRows, ZOOM];
        const close = element('button', 'close', 'Close');
        close.type = 'button';
        close.addEventListener('click', () => dialog.close());
        const groups = Object.entries(GROUPS)
          .map(([group, title]) => [title, rows.filter(row => row.group === group)])
          .filter(([, found]) => found.length);
        dialog.append(close, element('div', 'groups', ...groups.map(([title, found]) => table(title, found))));
        dialog.showModal();
      }

      const toggle = wanted => {
        if (dialog.open && wanted !== true) dialog.close();
        else if (!dialog.open && wanted !== false) open();
      };
      dialog.addEventListener('keydown', event => event.key === '?' && dialog.close());
      for (const api of [deck, window.Reveal]) api.toggleHelp = toggle;
      answers.help = () => deck.getConfig().help !== false && toggle() !== false;
    },
  };

  window.Diascope.plugins.push(help);
})();
