/* The notes of a slide, in a size that is remembered. */
(() => {
  'use strict';

  const { element, keep, recall } = window.Diascope;
  const KEY = 'diascope-notes-size';
  const SIZES = [16, 18, 20, 22, 25, 28, 32, 36, 42, 48, 56];
  const USUAL = SIZES.indexOf(22);

  /* All notes of a slide, also those that stand below a pause, without names that would be there twice. */
  function notesOf(section) {
    const found = [...section.querySelectorAll('aside.notes')].flatMap(aside => [...aside.cloneNode(true).childNodes]);
    for (const part of found) {
      const inner = part.querySelectorAll ? [part, ...part.querySelectorAll('[id]')] : [];
      inner.forEach(one => one.removeAttribute('id'));
    }
    return section.dataset.notes ? [element('p', '', section.dataset.notes), ...found] : found;
  }

  function notes(box) {
    let at = Number(recall('localStorage', KEY) ?? USUAL);
    const words = element('div', 'words');
    words.lang = document.documentElement.lang;
    words.dir = document.documentElement.dir || 'auto';
    words.tabIndex = 0;
    words.setAttribute('role', 'region');
    words.setAttribute('aria-label', 'Notes');
    const button = (text, label, change) => {
      const made = element('button', '', text);
      made.type = 'button';
      made.setAttribute('aria-label', label);
      made.addEventListener('click', () => resize(change));
      return made;
    };
    const [less, more] = [button('A−', 'A− smaller notes', -1), button('A+', 'A+ larger notes', 1)];

    function resize(change) {
      at = Math.min(SIZES.length - 1, Math.max(0, at + change));
      keep('localStorage', KEY, String(at));
      words.style.fontSize = `${SIZES[at]}px`;
    }

    resize(0);
    box.append(element('div', 'bar', element('h2', '', 'Notes'), less, more), words);
    let shown = null;

    return {
      resize,
      show(section) {
        const found = notesOf(section);
        words.replaceChildren(...(found.length ? found : [element('p', 'none', 'No notes')]));
        if (shown !== section) words.scrollTop = 0;
        shown = section;
      },
    };
  }

  window.Diascope.notes = notes;
})();
