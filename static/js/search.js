/* Search (`/`) and jump (`g`): a panel at the foot with a field and the slides that answer. Search
   finds words that are shown on slides, and marks them; Enter goes from one slide to the next. Jump finds
   numbers and titles; Enter goes there. */
(() => {
  'use strict';

  const { answers, dialog, element, numbered, texts, titleOf } = window.Diascope;
  const MOST = 60;
  const AROUND = 40;
  const marks = window.CSS?.highlights && new Highlight();
  if (marks) CSS.highlights.set('search', marks);

  const SEARCH = {
    label: 'Search all slides',
    answers: (slides, words) => slides.filter(slide => words && slide.text.includes(words)),
    stays: true,
  };
  const JUMP = {
    label: 'Number or title of a slide',
    answers(slides, words) {
      const rank = slide => {
        if (String(slide.number) === words) return 0;
        if (slide.title.startsWith(words)) return 1;
        return slide.title.includes(words) ? 2 : 3;
      };
      return slides.filter(slide => words && rank(slide) < 3).sort((a, b) => rank(a) - rank(b));
    },
    stays: false,
  };

  /* The words with what stands around them; the words themselves in a `mark`. */
  function excerpt({ text, written }, words) {
    const start = text.indexOf(words);
    if (start < 0) return [];
    const end = start + words.length;
    const part = (from, to) => written.slice(Math.max(0, from), to).join('');
    return [
      `${start > AROUND ? '…' : ''}${part(start - AROUND, start)}`,
      element('mark', '', part(start, end)),
      `${part(end, end + AROUND)}${end + AROUND < text.length ? '…' : ''}`,
    ];
  }

  function row(slide, words, isSearch) {
    const parts = [element('span', 'number', String(slide.number)), element('span', 'title', titleOf(slide.section) || 'Slide')];
    if (isSearch) parts.push(element('span', 'excerpt', ...excerpt(slide, words)));
    const button = element('button', '', ...parts);
    button.type = 'button';
    return element('li', '', button);
  }

  const search = {
    id: 'search',

    init(deck) {
      const panel = dialog(deck, 'search-panel', SEARCH.label);
      const field = element('input', 'field');
      const count = element('p', 'count');
      const list = element('ol', 'found');
      Object.assign(field, { type: 'search', autocomplete: 'off', spellcheck: false });
      count.setAttribute('role', 'status');
      panel.append(field, count, list);
      let kind = SEARCH;
      let slides = [];
      let found = [];
      let words = '';
      let chosen = 0;
      let isShown = false;

      function show() {
        const slide = found[chosen];
        if (!slide) return;
        const { h, v } = deck.getIndices(slide.section);
        deck.slide(h, v, kind.stays ? slide.section.querySelectorAll('.fragment').length || undefined : undefined);
        isShown = true;
        if (kind.stays) mark();
        else leave();
      }

      function leave() {
        field.blur();
        panel.close();
        mark();
      }

      function mark() {
        marks?.clear();
        if (!marks || !panel.open || !kind.stays || !words) return;
        for (const range of texts.ranges(texts.textOf(deck.getCurrentSlide()), words)) marks.add(range);
      }

      function renew() {
        words = texts.plain(field.value.trim()).replace(/\s+/g, ' ');
        found = kind.answers(slides, words);
        list.replaceChildren(...found.slice(0, MOST).map(slide => row(slide, words, kind.stays)));
        list.hidden = !found.length;
        count.textContent = words ? `${found.length} of ${slides.length} slides` : '';
        isShown = false;
        choose(0);
        mark();
      }

      function choose(at) {
        const buttons = [...list.querySelectorAll('button')];
        chosen = buttons.length ? (at + buttons.length) % buttons.length : 0;
        buttons.forEach((button, index) => {
          if (index === chosen) button.setAttribute('aria-current', 'true');
          else button.removeAttribute('aria-current');
        });
        buttons[chosen]?.scrollIntoView({ block: 'nearest' });
      }

      function open(wanted) {
        kind = wanted;
        for (const named of [panel, field]) named.setAttribute('aria-label', kind.label);
        field.placeholder = kind.label;
        slides = numbered(deck).map(({ section, number }) => ({ section, number, title: texts.plain(titleOf(section)), ...texts.textOf(section) }));
        field.value = '';
        if (!panel.open) panel.show();
        renew();
        field.focus();
      }

      const keys = {
        Escape: leave,
        ArrowDown: () => choose(chosen + 1),
        ArrowUp: () => choose(chosen - 1),
        Enter: ({ shiftKey }) => {
          if (isShown) choose(chosen + (shiftKey ? -1 : 1));
          show();
        },
      };
      field.addEventListener('input', renew);
      panel.addEventListener('keydown', event => {
        if (!keys[event.key] || (event.key === 'Enter' && event.target !== field)) return;
        event.preventDefault();
        keys[event.key](event);
      });
      list.addEventListener('click', event => {
        const at = [...list.children].indexOf(event.target.closest('li'));
        if (at < 0) return;
        choose(at);
        show();
      });
      panel.addEventListener('close', () => {
        if (panel.open) return;
        slides = found = [];
        mark();
      });
      deck.on('slidechanged', mark);
      answers.search = () => open(SEARCH);
      answers.jump = () => deck.getConfig().jumpToSlide !== false && open(JUMP);
    },
  };

  window.Diascope.plugins.push(search);
})();
