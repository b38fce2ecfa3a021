/* The speaker's view: the current slide and what comes next, notes, times, all slides, and large buttons.
   The page that it stands on holds the slides, unseen: from them come notes, titles and numbers. On a phone
   it is a remote control. */
(() => {
  'use strict';

  const { clock, element, frames, line, list, notes, listed } = window.Diascope;
  const options = JSON.parse(document.getElementById('reveal-options').textContent);
  const [left, right] = options.rtl ? ['next', 'previous'] : ['previous', 'next'];
  const KEYS = {
    ' ': 'next', n: 'next', pagedown: 'next', p: 'previous', pageup: 'previous', arrowright: right, arrowleft: left,
    arrowup: 'up', arrowdown: 'down', home: 'first', end: 'last', b: 'blank', '.': 'blank',
  };

  document.title = `Speaker: ${document.title}`;
  const main = element('main', 'stage');
  const rootLang = document.documentElement.lang;
  main.lang = 'en';
  main.dir = 'ltr';

  const title = level => Object.assign(element(level, 'title'), { lang: rootLang, dir: 'auto' });
  const where = element('p', 'where');
  const state = element('p', 'state');
  state.setAttribute('role', 'status');
  const [current, coming] = [title('h2'), title('h2')];
  const [nowLabel, nextLabel] = [element('p', 'label', 'Now'), element('p', 'label', 'Next')];
  const [nowBox, nextBox] = [element('div', 'frame'), element('div', 'frame')];
  const timeBox = element('section', 'clock');
  const noteBox = element('section', 'notes');
  timeBox.setAttribute('aria-label', 'Times');
  noteBox.setAttribute('aria-label', 'Notes and their size');

  function button(className, text, label, run) {
    const made = element('button', className, text);
    made.type = 'button';
    if (label) made.setAttribute('aria-label', label);
    made.addEventListener('click', run);
    return made;
  }

  let place = null;
  const connection = line({
    onPlace: show,
    onState({ isLooking, words }) {
      main.classList.toggle('looking', isLooking);
      if (state.textContent !== words) state.textContent = words;
    },
    alone: fields => shown.steer(fields),
  });
  const { steer } = connection;
  const all = list(slide => steer('slide', slide));
  const blank = button('blank', 'Blank', '', () => steer('blank'));
  const toggleList = () => all.toggle(place?.slide);
  const steering = element('nav', 'steer',
    button('back', '‹', 'Previous', () => steer('previous')),
    blank,
    button('all', 'Slides', '', toggleList),
    button('on', '›', 'Next', () => steer('next')));
  steering.setAttribute('aria-label', 'Steer the talk');

  const heading = element('h1', 'visually-hidden', document.title);
  main.append(
    heading,
    element('section', 'now', element('div', 'bar', nowLabel, current, where, state), nowBox),
    element('section', 'next', element('div', 'bar', nextLabel, coming), nextBox),
    noteBox, timeBox, steering);
  document.body.append(main, all.dialog);
  const words = notes(noteBox);
  const times = clock(timeBox);
  const shown = frames(nowBox, nextBox, { onShown: show, isAlone: connection.isAlone });

  /* Shows a place, or the last one anew. */
  function show(next) {
    const isNew = !place || ['slide', 'steps', 'count', 'blank'].some(name => place[name] !== next[name]);
    place = next;
    if (isNew) draw();
  }

  function draw() {
    const slides = listed();
    const one = slides[place.slide];
    if (!one) return;
    const after = slides.slice(place.slide + 1).find(({ section }) => !section.matches('.extra'));
    const below = slides.slice(place.slide + 1).findIndex(({ section }) => !section.matches('.extra'));
    const extras = below < 0 ? slides.length - place.slide - 1 : below;
    const hasStep = place.steps < place.count;
    current.textContent = one.title || 'No heading';
    const total = slides.filter(({ number }) => number).length;
    where.textContent = [one.number ? `${one.number} / ${total}` : '', extras ? `↓ ${extras} below` : ''].filter(Boolean).join(' · ');
    nextLabel.textContent = hasStep ? `Next: step ${place.steps + 1} of ${place.count}` : 'Next';
    coming.textContent = hasStep ? place.coming : after ? after.title || 'No heading' : 'The end';
    coming.classList.toggle('step', hasStep);
    main.classList.toggle('blank', place.blank);
    blank.setAttribute('aria-pressed', String(place.blank));
    words.show(one.section);
    times.show(place);
    shown.show(place);
  }

  /* Live editing changes the slides of this page too. */
  let waiting;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => place && draw(), 50);
  }).observe(document.querySelector('.reveal > .slides'), { subtree: true, childList: true, characterData: true });

  let typed = '';
  function number(key) {
    if (key !== 'Enter') {
      typed = (typed + key).slice(-4);
      return;
    }
    const found = listed().find(one => one.number === Number(typed));
    typed = '';
    if (found) steer('slide', found.slide);
  }

  document.addEventListener('keydown', event => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('dialog')) return;
    if (target.matches('button') && [' ', 'Enter'].includes(key)) return;
    if (target.matches('.words') && ['ArrowUp', 'ArrowDown'].includes(key)) return;
    const named = key === ' ' && event.shiftKey ? 'previous' : KEYS[key.toLowerCase()];
    if (named) steer(named);
    else if (/^\d$/.test(key) || (key === 'Enter' && typed)) number(key);
    else if (['+', '-'].includes(key)) words.resize(key === '+' ? 1 : -1);
    else if (['o', 'g'].includes(key.toLowerCase())) toggleList();
    else return;
    event.preventDefault();
  });

  /* A phone in the hand stays awake, where the browser allows it. */
  const wake = () => document.visibilityState === 'visible' && navigator.wakeLock?.request('screen').catch(() => null);
  document.addEventListener('visibilitychange', wake);
  wake();
})();
