/* Lays the pages of a deck's print view out as a handout: each slide small, beside its notes, its
   commands and links in full, and lines to write on. The slides stay what they are, so that the
   PDF has vector text. */
(() => {
  'use strict';

  const PAPERS = { a4: 'A4', letter: 'letter' };
  const LINES = 6;

  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  /* The commands of terminals, each once, as they were typed. */
  function commands(section) {
    const found = [...section.querySelectorAll('.step .command, .terminal .command')].map(one => one.textContent.trim());
    return [...new Set(found)].filter(Boolean);
  }

  function links(section) {
    const found = [...section.querySelectorAll('a[href]')].map(link => link.href).filter(href => /^https?:/.test(href) && !href.startsWith(location.origin));
    return [...new Set(found)];
  }

  function aside(section) {
    const side = element('div', 'side');
    const notes = [...section.querySelectorAll('aside.notes')].map(one => one.innerHTML).join('') || section.dataset.notes || '';
    const said = element('div', 'said');
    said.innerHTML = notes;
    said.querySelectorAll('.copy').forEach(button => button.remove());
    if (notes) side.append(said);
    const typed = commands(section);
    if (typed.length) side.append(element('ul', 'typed', ...typed.map(text => element('li', '', text))));
    const addresses = links(section);
    if (addresses.length) side.append(element('ul', 'addresses', ...addresses.map(href => {
      const anchor = element('a', '', href.replace(/^https?:\/\//, ''));
      anchor.href = href;
      return element('li', '', anchor);
    })));
    if (!notes) side.append(element('div', 'lines', ...Array.from({ length: LINES }, () => element('i', ''))));
    return side;
  }

  window.Handout = {
    lay(paper) {
      for (const style of document.querySelectorAll('style')) if (/@page/.test(style.textContent)) style.remove();
      const pages = [...document.querySelectorAll('.pdf-page')].filter(page => !page.matches('.further'));
      const [width, height] = [pages[0].clientWidth, pages[0].clientHeight];
      // The pages stay where their styles reach them; what is beside them has styles of its own.
      const list = document.querySelector('.reveal > .slides');
      list.classList.add('handout');
      pages.forEach((page, at) => {
        const section = page.querySelector('section');
        const thumb = element('div', 'thumb', page);
        list.append(element('article', '', element('div', 'left', thumb, element('p', 'number', String(at + 1))), aside(section)));
      });
      const style = element('style', '', `
        @page { size: ${PAPERS[paper]}; margin: 14mm 12mm; }
        html, body { inline-size: auto !important; block-size: auto !important; background: white !important; color: black; overflow: visible !important; }
        .reveal-viewport, .reveal, .handout { position: static !important; inline-size: auto !important; block-size: auto !important; min-block-size: 0 !important; overflow: visible !important; transform: none !important; zoom: 1 !important; background: white !important; color: black; }
        .handout { display: block !important; font: 9.5pt/1.4 var(--font-text), sans-serif; color-scheme: light; }
        .handout .side { color: black; font: 9.5pt/1.4 var(--font-text), sans-serif; text-align: start; }
        .handout .side :is(p, ul, ol, li) { font-size: inherit; line-height: inherit; margin: 0; }
        .handout article { display: grid; grid-template-columns: 88mm minmax(0, 1fr); gap: 7mm; break-inside: avoid; padding-block: 4mm; border-block-end: 0.3mm solid #ccc; }
        .handout .thumb { inline-size: 88mm; block-size: calc(88mm * ${height} / ${width}); overflow: hidden; outline: 0.25mm solid #bbb; }
        .handout .pdf-page { zoom: ${(88 / 25.4) * 96 / width}; break-after: auto !important; page-break-after: auto !important; inline-size: ${width}px !important; block-size: ${height}px !important; }
        .handout .number { margin: 1mm 0 0; color: #666; font-size: 8pt; }
        .handout .side > * + * { margin-block-start: 2.5mm; }
        .handout .said :is(p, ul, ol, pre) { margin: 0 0 1.5mm; }
        .handout .side pre, .handout .side pre code, .handout .side .typed { font: 8pt/1.4 var(--font-code), monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
        .handout .side pre { padding: 0; background: none; }
        .handout .side ul { margin-block-end: 0; padding-inline-start: 4mm; list-style: "– "; }
        .handout .side .addresses { font-size: 8pt; overflow-wrap: anywhere; }
        .handout .addresses a { color: inherit; }
        .handout .lines i { display: block; block-size: 8mm; border-block-end: 0.2mm solid #bbb; }
      `);
      document.head.append(style);
    },
  };
})();
