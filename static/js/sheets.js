/* On paper (`?print-pdf`) a slide that is too full goes on to further pages. Its body becomes
   a row of columns as large as the body, so that the browser breaks it between lines, rows and
   items; each page shows one of them below the heading. What cannot be parted is made smaller. */
(() => {
  'use strict';

  const { pictures } = window.Diascope;
  const GAP = 2000;
  const SMALLER = 0.9;
  const SMALLEST = 0.2;
  const WHOLE = 0.95;

  /* Takes back what `spread` did. */
  function gather(section) {
    const page = section.closest('.pdf-page');
    while (page?.nextElementSibling?.matches('.further')) page.nextElementSibling.remove();
    delete section.dataset.sheets;
    section.querySelectorAll('[data-zoomed]').forEach(box => zoom(box, 1));
  }

  /* Gives a slide that was found too full as many pages as it needs, or as it may have. */
  function spread(section, most) {
    const page = section.closest('.pdf-page');
    if (!page || section.dataset.overflows !== 'tall') return;
    const body = section.querySelector(':scope > .body');
    if (!body || section.matches('.title-slide')) return shrink(section);
    section.style.setProperty('--sheet-height', `${body.clientHeight}px`);
    narrow(body);
    section.dataset.sheets = 1;
    pictures.framed(body).forEach(pictures.size);
    const count = limited(body, most);
    section.dataset.sheets = count;
    const way = getComputedStyle(body).direction === 'rtl' ? 1 : -1;
    section.style.setProperty('--sheet', 0);
    for (let number = count - 1; number > 0; number--) page.after(further(page, way * number));
  }

  /* How many columns there are, made smaller until they are no more than allowed. */
  function limited(body, most) {
    for (let factor = SMALLER; columns(body) > most && factor > SMALLEST; factor *= SMALLER) {
      for (const box of body.children) zoom(box, factor);
    }
    return Math.min(columns(body), most);
  }

  /* The number of columns, by the place of a mark at the end. */
  function columns(body) {
    const mark = document.createElement('div');
    mark.style.setProperty('margin', '0', 'important');
    body.append(mark);
    const distance = Math.abs(mark.getBoundingClientRect().left - body.getBoundingClientRect().left);
    mark.remove();
    return Math.round(distance / (body.clientWidth + GAP)) + 1;
  }

  /* What is wider than its room, or cannot be parted and is taller than a page, becomes as small as that. */
  function narrow(body) {
    for (const box of body.querySelectorAll('table, .math, .r-hstack, svg, iframe, video')) {
      const room = box.parentElement.clientWidth;
      const width = Math.max(box.scrollWidth, box.getBoundingClientRect().width);
      const height = box.matches('table') ? 0 : box.getBoundingClientRect().height;
      const factor = Math.min(room / width || 1, body.clientHeight * WHOLE / height);
      if (factor < 1) zoom(box, factor);
    }
  }

  /* A title slide stays one page. */
  function shrink(section) {
    const whole = () => (section.firstElementChild?.offsetTop ?? 0) >= 0 && section.scrollHeight <= section.clientHeight + 1;
    for (let factor = SMALLER; !whole() && factor > SMALLEST; factor *= SMALLER) {
      for (const box of section.children) zoom(box, factor);
    }
  }

  function zoom(box, factor) {
    box.style.zoom = factor === 1 ? '' : factor;
    box.toggleAttribute('data-zoomed', factor !== 1);
  }

  /* The same page with another column, and without identifiers, which are the first page's. */
  function further(page, column) {
    const copy = page.cloneNode(true);
    copy.classList.add('further');
    copy.querySelectorAll('[id]').forEach(one => one.removeAttribute('id'));
    copy.querySelector('section').style.setProperty('--sheet', column);
    return copy;
  }

  window.Diascope.sheets = { gather, spread };
})();
