/* The address of a slide: `#/name`, or the number that the page shows, `#/5`. A link within the deck
   makes an entry in the browser's history, and a step none, so that Back leads to where the link was;
   a button at the foot says so. reveal.js counts stacks from 0 in addresses, and so does not write them. */
(() => {
  'use strict';

  const PAUSE = 1000;
  const STEPS = 3;
  const OURS = ['hash', 'history', 'respondToHashChanges'];

  let deck;
  let asked;
  let last = 0;
  let waiting;

  /* The slides that are counted; reveal.js knows them only once it has started. */
  const counted = () => [...deck.getSlidesElement().querySelectorAll('section:not([data-visibility="uncounted"])')]
    .filter(section => !section.querySelector(':scope > section'));

  function decoded(name) {
    try { return decodeURIComponent(name); }
    catch { return name; }
  }

  /* The slide and step that an address names; nothing where it names none. */
  function named(hash) {
    const [name, ...rest] = hash.replace(/^#\/?/, '').split('/');
    const base = deck.getConfig().hashOneBasedIndex ? 1 : 0;
    if (!/^\d*$/.test(name)) {
      const element = document.getElementById(decoded(name));
      const section = element?.closest('.slides section');
      return section && { section, element, step: Number.parseInt(rest[0], 10) };
    }
    if (rest.length === 0) return { section: counted()[Math.max(1, Number(name)) - 1] };
    return { section: deck.getSlide(name - base, rest[0] - base), step: Number.parseInt(rest[1], 10) };
  }

  function addressOf(section) {
    const { h, v } = deck.getIndices(section);
    const step = deck.getIndices().f;
    const end = asked.fragmentInURL && step >= 0 ? `/${step}` : '';
    const base = asked.hashOneBasedIndex ? 1 : 0;
    if (section.id) return `#/${encodeURIComponent(section.id)}${end}`;
    const number = counted().indexOf(section) + 1;
    return end || !number ? `#/${h + base}/${v + base}${end}` : `#/${number}`;
  }

  const isWritten = () => asked.hash || asked.history;

  function write() {
    clearTimeout(waiting);
    const section = deck.getCurrentSlide();
    if (!isWritten() || !section) return;
    const address = addressOf(section);
    if (address === location.hash) return;
    history[asked.history ? 'pushState' : 'replaceState'](null, '', address);
    last = Date.now();
  }

  /* Browsers allow only so many changes of the address in a time, and may fetch the icon with each. */
  function writeSoon() {
    const wait = asked.history ? 0 : last + PAUSE - Date.now();
    clearTimeout(waiting);
    if (wait > 0) waiting = setTimeout(write, wait);
    else write();
  }

  function show({ section, element, step }) {
    const { h, v } = deck.getIndices(section);
    deck.slide(h, v, step >= 0 ? step : undefined);
    if (element) deck.getPlugin('tabs').open(element);
  }

  /* Goes to what the address names, and to the step that was shown when it was left. */
  function read() {
    const found = asked.respondToHashChanges && named(location.hash);
    if (!found?.section) return;
    clearTimeout(waiting);
    show({ ...found, step: history.state?.step ?? found.step });
  }

  /* Keeps the options about addresses from reveal.js, which reads them off `deck`; the page's own object
     tells what was asked for. */
  function take() {
    const { configure, getConfig } = deck;
    const off = Object.fromEntries(OURS.map(name => [name, false]));
    asked = { ...getConfig() };
    configure(off);
    deck.configure = window.Reveal.configure = (options = {}) => {
      asked = { ...asked, ...options };
      configure({ ...options, ...off });
    };
    window.Reveal.getConfig = () => ({ ...getConfig(), ...Object.fromEntries(OURS.map(name => [name, asked[name]])) });
  }

  /* reveal.js reads the first address itself: a number becomes what it understands. */
  function translate() {
    const section = /^#\/\d+$/.test(location.hash) && named(location.hash)?.section;
    if (!section) return;
    const { h, v } = deck.getIndices(section);
    const base = asked.hashOneBasedIndex ? 1 : 0;
    history.replaceState(history.state, '', section.id ? `#/${encodeURIComponent(section.id)}` : `#/${h + base}/${v + base}`);
  }

  /* Where a click leads that follows a link to another slide, in this window. */
  function followed(event) {
    const link = event.target.closest?.('.reveal .slides a[href^="#"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
    const found = named(link.getAttribute('href'));
    return found?.section && found.section !== deck.getCurrentSlide() ? found : null;
  }

  /* Follows links within the deck; a button leads back, until one has gone on from where the link led. */
  function back() {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'back', hidden: true, lang: 'en' });
    button.setAttribute('aria-label', 'Back');
    deck.getRevealElement().append(button);
    let from = null;
    let steps = 0;

    function follow(found) {
      const section = deck.getCurrentSlide();
      const number = counted().indexOf(section) + 1;
      from = { section, step: deck.getIndices().f ?? -1 };
      steps = -1;
      if (isWritten()) {
        history.replaceState({ step: from.step }, '', addressOf(section));
        history.pushState(null, '', addressOf(found.section));
      }
      show(found);
      button.textContent = number ? `↩ ${number}` : '↩';
      button.setAttribute('aria-label', number ? `Back to slide ${number}` : 'Back');
      button.hidden = false;
    }

    function leave() {
      if (button.hidden) return false;
      if (isWritten()) history.back();
      else show(from);
      return true;
    }

    document.addEventListener('click', event => {
      const found = followed(event);
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      follow(found);
    }, true);
    deck.on('slidechanged', ({ currentSlide }) => {
      steps += 1;
      if (currentSlide === from?.section || steps > STEPS) button.hidden = true;
    });
    button.addEventListener('click', leave);
    window.Diascope.answers.back = leave;
  }

  const place = {
    id: 'location',

    init(reveal) {
      deck = reveal;
      if (deck.getConfig().view) return;
      take();
      translate();
      const first = location.hash;
      deck.on('ready', () => {
        const element = named(location.hash)?.element;
        if (element) deck.getPlugin('tabs').open(element);
        // Keys and addresses count a moment before reveal.js says that it is ready.
        if (location.hash !== first) read();
        else if (first || !deck.isFirstSlide()) write();
        for (const change of ['slidechanged', 'fragmentshown', 'fragmenthidden']) deck.on(change, writeSoon);
        addEventListener('hashchange', read);
        // A reload comes back to this very slide.
        addEventListener('keydown', event => (event.key === 'F5' || event.ctrlKey || event.metaKey) && write(), true);
      });
      back();
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(place);
})();
