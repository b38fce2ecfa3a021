/* Runs the scripts of type `text/late` once what is parsed of the page has been painted: scripts of the
   usual types would be run before. Keys pressed meanwhile are pressed again when the deck takes them. */
(() => {
  'use strict';

  const LONGEST = 1000;
  const keys = [];
  let isStarted = false;

  function run(late) {
    const script = document.createElement('script');
    for (const { name, value } of late.attributes) if (name !== 'type') script.setAttribute(name, value);
    script.async = false;
    if ('needed' in late.dataset) script.onerror = () => (document.documentElement.className = 'no-js');
    script.text = late.text;
    late.replaceWith(script);
  }

  function start() {
    if (isStarted) return;
    isStarted = true;
    document.querySelectorAll('script[type="text/late"]').forEach(run);
  }

  /* Once the deck takes keys, those that it knows are its own; some are bound only when it is started. */
  const keep = event => {
    if (!window.Reveal?.isReady() || !event.defaultPrevented) keys.push(event);
  };

  function again() {
    removeEventListener('keydown', keep);
    for (const event of keys) document.dispatchEvent(new KeyboardEvent('keydown', event));
  }

  addEventListener('keydown', keep);
  document.addEventListener('diascope:started', () => setTimeout(again), { once: true });
  addEventListener('DOMContentLoaded', () => {
    // A tab in the background is never painted, nor a page that shows no slide yet.
    if (document.hidden || !document.querySelector('section.present')) return start();
    new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').length && start()).observe({ type: 'paint', buffered: true });
    setTimeout(start, LONGEST);
  });
})();
