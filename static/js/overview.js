/* The overview: all slides in a grid that scrolls, below the headings of their sections. Pictures
   are made when they come near, so that it opens at once in a deck of any length. */
(() => {
  'use strict';

  const { answers, dialog: made, element, mini, numbered, titleOf } = window.Diascope;
  const NEAR = '600px';

  /* Slides in the order of the source, in groups: one for each section slide and what follows it. */
  function groupsOf(deck) {
    const groups = [];
    numbered(deck).forEach(({ section, number }) => {
      if (section.matches('.title-slide') || !groups.length) {
        groups.push({ title: section.matches('.title-slide') ? titleOf(section) : '', slides: [] });
      }
      groups.at(-1).slides.push({ section, number });
    });
    return groups;
  }

  function nameOf(number, title) {
    if (!number) return title || 'Slide';
    return title ? `${number}: ${title}` : `Slide ${number}`;
  }

  function entry({ section, number }, current, near) {
    const title = titleOf(section);
    const mark = element('span', 'number', String(number));
    mark.setAttribute('aria-hidden', 'true');
    const button = element('button', 'entry', mark, element('span', 'visually-hidden', nameOf(number, title)));
    button.type = 'button';
    button.section = section;
    if (section === current) button.setAttribute('aria-current', 'true');
    button.classList.toggle('extra', section.matches('.extra'));
    near.observe(button);
    return button;
  }

  /* The entry one row up or down, nearest to the one that has the focus. */
  function inRow(entries, from, way) {
    const box = from.getBoundingClientRect();
    const middle = one => one.left + one.width / 2;
    const others = entries.map(button => ({ button, box: button.getBoundingClientRect() }))
      .filter(one => (way > 0 ? one.box.top > box.bottom - 4 : one.box.bottom < box.top + 4));
    const edge = way > 0 ? Math.min(...others.map(one => one.box.top)) : Math.max(...others.map(one => one.box.top));
    const row = others.filter(one => Math.abs(one.box.top - edge) < 4);
    return row.sort((a, b) => Math.abs(middle(a.box) - middle(box)) - Math.abs(middle(b.box) - middle(box)))[0]?.button;
  }

  const overview = {
    id: 'overview',

    init(deck) {
      const dialog = made(deck, 'overview-grid', 'All slides');

      const near = new IntersectionObserver(found => {
        for (const { target, isIntersecting } of found) {
          if (!isIntersecting) continue;
          near.unobserve(target);
          target.append(mini(target.section));
          if (target.section.querySelector('.diagram:not([data-drawn])')) deck.getPlugin('diagrams')?.all();
        }
      }, { root: dialog, rootMargin: NEAR });

      function open() {
        const current = deck.getCurrentSlide();
        const { width, height } = deck.getComputedSlideSize();
        dialog.style.setProperty('--ratio', width / height);
        dialog.replaceChildren();
        for (const { title, slides } of groupsOf(deck)) {
          const parts = slides.map(slide => entry(slide, current, near));
          const heading = title ? [element('h2', '', title)] : [];
          dialog.append(element('section', 'group', ...heading, element('div', 'entries', ...parts)));
        }
        dialog.showModal();
        const chosen = dialog.querySelector('[aria-current]');
        chosen?.scrollIntoView({ block: 'center' });
        chosen?.focus();
      }

      function show(section) {
        dialog.close();
        const { h, v } = deck.getIndices(section);
        deck.slide(h, v);
      }

      dialog.addEventListener('close', () => {
        if (dialog.open) return;
        near.disconnect();
        dialog.replaceChildren();
      });
      dialog.addEventListener('click', event => {
        const button = event.target.closest('.entry');
        if (button) show(button.section);
      });
      dialog.addEventListener('keydown', event => {
        const entries = [...dialog.querySelectorAll('.entry')];
        const at = entries.indexOf(document.activeElement);
        const moves = {
          ArrowRight: () => entries[at + 1],
          ArrowLeft: () => entries[at - 1],
          ArrowDown: () => inRow(entries, document.activeElement, 1),
          ArrowUp: () => inRow(entries, document.activeElement, -1),
          Home: () => entries[0],
          End: () => entries.at(-1),
        };
        if (event.key.toLowerCase() === 'o') dialog.close();
        if (!moves[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        moves[event.key]()?.focus();
      });

      const toggle = wanted => {
        if (dialog.open && wanted !== true) dialog.close();
        else if (!dialog.open && wanted !== false) open();
        return true;
      };
      for (const api of [deck, window.Reveal]) Object.assign(api, { toggleOverview: toggle, isOverview: () => dialog.open });
      /* After a live edit. */
      overview.slide = section => {
        const button = [...dialog.querySelectorAll('.entry')].find(one => one.section === section);
        button?.querySelector('.mini')?.replaceWith(mini(section));
      };
      answers.overview = () => deck.getConfig().overview !== false && toggle();
    },
  };

  window.Diascope.plugins.push(overview);
})();
