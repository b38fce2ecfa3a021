/* The words of slides, for search: those that are shown, without accents and in small letters, each
   character with the place in the page where it stands, and with the letter that is written there. */
(() => {
  'use strict';

  const UNSEEN = 'aside.notes, script, style, template, .copy, .katex-mathml, .visually-hidden, :not(section)[hidden]';
  const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, figcaption, .body, section';

  const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  function textNodes(section) {
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT, node => (
      node.parentElement.closest(UNSEEN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
    ));
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  /* The text of a slide; `at` has node, first and last offset of each of its characters, `written` the
     letter. White space is one space. */
  function textOf(section) {
    const chars = [];
    const at = [];
    const written = [];
    const add = (letter, node, offset) => {
      if (/^\s$/.test(letter)) {
        if (chars.length && chars.at(-1) !== ' ') push(' ', ' ', node, offset, letter.length);
        return;
      }
      const units = plain(letter);
      if (!units && written.length) written[written.length - 1] += letter;
      for (let index = 0; index < units.length; index += 1) push(units[index], index ? '' : letter, node, offset, letter.length);
    };
    const push = (char, letter, node, offset, length) => {
      chars.push(char);
      written.push(letter);
      at.push([node, offset, offset + length]);
    };
    let block = null;
    for (const node of textNodes(section)) {
      const own = node.parentElement.closest(BLOCKS);
      if (own !== block) add(' ', node, 0);
      block = own;
      let offset = 0;
      for (const letter of node.data) {
        add(letter, node, offset);
        offset += letter.length;
      }
    }
    return { text: chars.join(''), at, written };
  }

  /* Where the words stand in a slide, as ranges of the page. */
  function ranges({ text, at }, words) {
    const found = [];
    for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
      const [first, from] = at[start];
      const [last, , to] = at[start + words.length - 1];
      const range = new Range();
      range.setStart(first, from);
      range.setEnd(last, Math.min(to, last.length));
      found.push(range);
    }
    return found;
  }

  Object.assign(window.Diascope, { texts: { plain, textOf, ranges } });
})();
