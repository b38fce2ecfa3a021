/* The times of a talk: what the clock on the wall says, how long the talk has lasted, how long it may, and
   whether it is where it should be. The schedule is of the build: for each slide, the second at which it
   should be over. */
(() => {
  'use strict';

  const { element, keep, recall } = window.Diascope;
  const KEY = 'diascope-elapsed';
  const MINUTE = 60;
  const ENOUGH = 30;
  const MOST_TICKS = 30;

  const pad = number => String(number).padStart(2, '0');

  function told(seconds) {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / MINUTE) % 60];
    return hours ? `${hours}:${pad(minutes)}:${pad(Math.floor(seconds % 60))}` : `${minutes}:${pad(Math.floor(seconds % 60))}`;
  }

  /* A clock that can be stopped; a reload does not stop it. */
  function stopwatch() {
    let { begun = null, before = 0 } = JSON.parse(recall('sessionStorage', KEY) ?? '{}');
    const seconds = () => (before + (begun === null ? 0 : Date.now() - begun)) / 1000;
    const set = (start, kept) => {
      [begun, before] = [start, kept];
      keep('sessionStorage', KEY, JSON.stringify({ begun, before }));
    };
    return {
      seconds,
      runs: () => begun !== null,
      isFresh: () => begun === null && before === 0,
      start: () => begun === null && set(Date.now(), before),
      pause: () => set(null, seconds() * 1000),
      reset: () => set(null, 0),
    };
  }

  /* The seconds between which a talk should be on a slide, and where it is by its steps. */
  function due(schedule, { slide, steps, count }) {
    const begin = schedule[slide - 1] ?? 0;
    const end = schedule[slide] ?? begin;
    return { begin, end, reached: begin + (end - begin) * steps / (count + 1) };
  }

  function pace(elapsed, { begin, end }) {
    const late = elapsed > end ? elapsed - end : Math.min(0, elapsed - begin);
    const minutes = Math.max(1, Math.round(Math.abs(late) / MINUTE));
    if (Math.abs(late) < ENOUGH) return { words: 'On time', state: 'well' };
    return { words: `${minutes} min ${late > 0 ? 'behind' : 'ahead'}`, state: late > 0 ? 'behind' : 'ahead' };
  }

  function cell(label, ...content) {
    return element('div', 'cell', element('dt', '', label), element('dd', '', ...content));
  }

  function clock(box) {
    const watch = stopwatch();
    const [wall, elapsed, planned] = ['', '', ''].map(() => element('span', ''));
    const words = element('p', 'pace-words');
    const bar = element('div', 'pace-bar');
    const [reached, hand] = [element('span', 'reached'), element('span', 'hand')];
    const [run, reset] = [element('button', 'run'), element('button', 'reset', 'Reset')];
    run.type = reset.type = 'button';
    bar.append(reached, hand);
    const plan = cell('Planned', planned);
    const dial = element('div', 'dial');
    box.append(dial);
    dial.append(element('dl', 'times', cell('Time', wall), cell('Elapsed', elapsed), plan), element('div', 'watch', run, reset), bar, words);
    let place = null;
    let schedule = [];
    let read = '';

    function renew() {
      const text = document.getElementById('schedule')?.textContent ?? '';
      if (text === read) return;
      read = text;
      schedule = JSON.parse(text || '[]');
      bar.querySelectorAll('.tick').forEach(tick => tick.remove());
      const begins = window.Diascope.speaker.slides().flatMap((section, at) => (at && section.matches('.title-slide') ? [schedule[at - 1]] : []));
      if (!schedule.length || begins.length > MOST_TICKS) return;
      for (const begin of begins) {
        const tick = element('span', 'tick');
        tick.style.setProperty('--at', begin / schedule.at(-1));
        bar.append(tick);
      }
    }

    function tick() {
      renew();
      const total = schedule.at(-1);
      wall.textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
      elapsed.textContent = told(watch.seconds());
      run.textContent = watch.runs() ? 'Pause' : watch.isFresh() ? 'Start' : 'Go on';
      planned.textContent = total ? told(total) : '';
      plan.hidden = bar.hidden = words.hidden = !total;
      if (!total || !place) return;
      const found = due(schedule, place);
      const { words: said, state } = pace(watch.seconds(), found);
      const shown = watch.isFresh() ? '' : said;
      if (words.textContent !== shown) words.textContent = shown;
      box.dataset.pace = watch.isFresh() ? '' : state;
      reached.style.setProperty('--at', Math.min(1, found.reached / total));
      hand.style.setProperty('--at', Math.min(1, watch.seconds() / total));
    }

    run.addEventListener('click', () => {
      if (watch.runs()) watch.pause();
      else watch.start();
      tick();
    });
    reset.addEventListener('click', () => {
      watch.reset();
      tick();
    });
    setInterval(tick, 250);
    tick();

    return {
      /* The talk has begun when it leaves the slide on which it was found. */
      show(next) {
        if (place && next.slide > place.slide && watch.isFresh()) watch.start();
        place = next;
        tick();
      },
    };
  }

  window.Diascope.clock = clock;
})();
