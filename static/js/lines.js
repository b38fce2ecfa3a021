/* Points at lines of code, step after step: `data-line-numbers="1|3-5"` marks the first line,
   then, as the next fragment, lines three to five. */
(() => {
  'use strict';

  /* The lines that `1,3-5` names. */
  function linesOf(step) {
    return step.split(',').flatMap(part => {
      const [first, last = first] = part.split('-').map(Number);
      return Array.from({ length: Math.max(0, last - first + 1) || 0 }, (_, index) => first + index);
    });
  }

  function point(code, step) {
    const lines = new Set(linesOf(step));
    code.classList.toggle('pointing', lines.size > 0);
    for (const line of code.querySelectorAll('.line')) {
      line.classList.toggle('highlighted', lines.has(Number(line.dataset.line)));
    }
  }

  /* Every step but the first has an empty fragment of its own, which moves with reveal's. */
  function prepare(code) {
    const block = code.closest('div');
    const [first, ...others] = code.dataset.lineNumbers.split('|');
    block.querySelectorAll('.line-step').forEach(step => step.remove());
    point(code, first);
    for (const step of others) {
      const fragment = document.createElement('span');
      fragment.className = 'fragment line-step';
      fragment.dataset.lines = step;
      block.append(fragment);
    }
  }

  /* The last step shown is the one that counts. */
  function settle(code) {
    const shown = [...code.closest('div').querySelectorAll('.line-step.visible')].at(-1);
    point(code, shown?.dataset.lines ?? code.dataset.lineNumbers.split('|')[0]);
  }

  function follow(event) {
    for (const fragment of event.fragments ?? [event.fragment]) {
      if (fragment.matches('.line-step')) settle(fragment.closest('div').querySelector('code'));
    }
  }

  const all = root => root.querySelectorAll('code[data-line-numbers]');

  const lines = {
    id: 'lines',
    slide: section => all(section).forEach(prepare),

    init(deck) {
      all(deck.getSlidesElement()).forEach(prepare);
      deck.on('fragmentshown', follow);
      deck.on('fragmenthidden', follow);
      deck.on('pdf-ready', () => all(document).forEach(settle));
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(lines);
})();
