/* The body of a slide that is too full even so: an area that scrolls, by the arrow keys as well
   once it has the focus, with a fade at the edges beyond which there is more. */
(() => {
  'use strict';

  const KEYS = { ArrowDown: 1, ArrowUp: -1 };
  const KNOWN = new WeakSet();

  /* Makes a body such an area, or an ordinary one again. */
  function scrolls(body, isTooFull) {
    for (const name of ['tabindex', 'role', 'aria-label']) body.removeAttribute(name);
    delete body.dataset.more;
    if (!isTooFull || document.documentElement.matches('.reveal-print')) return;
    body.tabIndex = 0;
    body.setAttribute('role', 'region');
    body.setAttribute('aria-label', 'More of this slide');
    if (!KNOWN.has(body)) {
      KNOWN.add(body);
      body.addEventListener('scroll', () => tell(body), { passive: true });
      body.addEventListener('keydown', event => keep(event, body));
    }
    tell(body);
  }

  const hasMore = (body, way) => way > 0
    ? body.scrollTop + body.clientHeight < body.scrollHeight - 2
    : body.scrollTop > 2;

  function tell(body) {
    if (!body.hasAttribute('tabindex')) return;
    body.dataset.more = ['above', 'below'].filter((_, at) => hasMore(body, at ? 1 : -1)).join(' ');
  }

  /* Arrows scroll as far as there is more, and only then go to another slide. */
  function keep(event, body) {
    const way = event.target === body && !event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.key];
    if (way && hasMore(body, way)) event.stopPropagation();
  }

  window.Diascope.scrolls = scrolls;
})();
