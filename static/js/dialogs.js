/* What the panels of a talk have in common: elements made in one line, and dialogs that keep their keys
   to themselves. */
(() => {
  'use strict';

  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  function dialog(deck, className, label) {
    const made = element('dialog', className);
    made.lang = 'en';
    made.setAttribute('aria-label', label);
    made.addEventListener('keydown', event => made.open && event.stopPropagation());
    deck.getViewportElement().append(made);
    return made;
  }

  const titleOf = section => section.querySelector('h1, h2, h3, h4, h5, h6')?.textContent.trim() ?? '';

  /* All slides of a deck, in the order of the source, or these, with their numbers; those that are not counted have none. */
  function numbered(deck, slides = deck.getSlidesElement().querySelectorAll('section:not(.stack)')) {
    let number = 0;
    return [...slides].map(section => ({ section, number: section.dataset.visibility === 'uncounted' ? '' : ++number }));
  }

  /* What a browser keeps, in `localStorage` or `sessionStorage`, where it may. */
  function recall(area, key) {
    try { return window[area].getItem(key); }
    catch { return null; }
  }

  function keep(area, key, value) {
    try { window[area].setItem(key, value); }
    catch { /* it counts for now */ }
  }

  Object.assign(window.Diascope, { element, dialog, keep, numbered, recall, titleOf });
})();
