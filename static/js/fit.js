/* Makes one slide fit. Text and code take the largest of their steps at which everything is
   whole; a picture that shares its slide with text stands above, below or beside it,
   wherever it comes out larger; a long list, and long code, goes into two columns before it is
   cut, and a picture of a size that its author gave becomes smaller. A slide that is too full at the smallest step is marked `data-overflows`, and scrolls. */
(() => {
  'use strict';

  const { fitText, pictures, scrolls } = window.Diascope;
  const STEPS = [0, 1, 2, 3];
  const CODE_STEPS = [0, 1, 2, 3, 4, 5];
  /* Steps of text and code that go together, on slides of text, of both, and of code. */
  const TEXT = STEPS.map(step => [step, step]);
  const MIXED = [[0, 0], [0, 1], [1, 1], [1, 2], [2, 2], [2, 3], [2, 4], [3, 4], [3, 5]];
  const CODE = [[0, 0], [0, 1], [1, 2], [2, 3], [3, 4], [3, 5]];
  const NOT_CODE = ':scope > :not(pre, .sourceCode, .notes)';
  const MARKS = ['fit', 'code', 'wrap', 'figure', 'columns', 'heading', 'yields', 'overflows'];
  const LONG_CODE = 12;
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  const BESIDE = [0.62, 0.5, 0.4];
  const GAP = 48;
  const NARROW = 800;
  const WIDE = 2.2;
  const PREFERENCE = 1.4;
  const PICTURE_SHARE = 0.2;
  const PICTURE_HEIGHT = 40;
  const AUTHORED = ':is(figure, .pictures).authored';
  const BEAM = 0.5;
  const NUMBER = 190;
  /* The room that a slide's body was fitted to. */
  const rooms = new WeakMap();
  /* What came of the attempt that the slide is laid out by. */
  let latest;

  function fit(section) {
    for (const mark of MARKS) delete section.dataset[mark];
    section.style.removeProperty('--figure-width');
    pictures.reset(section);
    const body = section.querySelector(':scope > .body');
    fitHeading(section);
    if (body && !section.matches('.title-slide')) {
      fitBody(section, body);
      rooms.set(section, roomOf(body));
    } else fitFree(section);
  }

  const roomOf = body => `${body.clientWidth} ${body.clientHeight}`;

  /* Fits the heading of a slide whose body is as it was; says whether that still has the same room. */
  function keepsRoom(section) {
    const body = section.querySelector(':scope > .body');
    delete section.dataset.heading;
    fitHeading(section);
    return Boolean(body) && roomOf(body) === rooms.get(section);
  }

  /* A heading of two lines takes the smaller size, so that the body keeps its line. */
  function fitHeading(section) {
    const heading = section.querySelector(':scope > :is(h1, h2, h3, h4, h5, h6)');
    if (!heading || section.matches('.title-slide, .cover')) return;
    const room = parseFloat(getComputedStyle(heading).minHeight);
    if (heading.offsetHeight > room + 1) section.dataset.heading = 'long';
  }

  /* Title and section slides stand at the foot, so what is too much leaves at the top. There are
     the beam of light and the number, which go where there is no room for both. */
  function fitFree(section) {
    const ornament = section.matches('.cover') ? section.clientHeight * BEAM : section.matches('.title-slide') ? NUMBER : 0;
    const whole = top => (section.firstElementChild?.offsetTop ?? 0) >= top && !tooLarge(section);
    const fits = top => STEPS.some(step => {
      section.dataset.fit = step;
      fitText(section, () => whole(top), step);
      return whole(top);
    });
    const crowded = !fits(ornament);
    if (crowded && !fits(0)) section.dataset.overflows = 'tall';
    for (const box of [section, section.slideBackgroundElement]) box?.toggleAttribute('data-crowded', crowded);
  }

  function fitBody(section, body) {
    const steps = stepsOf(body);
    const usual = arrangementsOf(body);
    const best = search(section, body, steps, usual)
      ?? search(section, body, steps, columnsOf(body))
      ?? yielding(section, body, () => search(section, body, steps, usual));
    const { step, arrangement } = best ?? { step: steps.at(-1), arrangement: usual[0] };
    const result = best === latest ? best : attempt(section, body, step, arrangement);
    body.toggleAttribute('data-prevent-swipe', !result.whole);
    if (!result.whole) section.dataset.overflows = 'tall';
    else if (result.long) section.dataset.overflows = 'wide';
    scrolls(body, !result.whole);
  }

  /* Tries with pictures as small as the text needs, whatever size their author gave. */
  function yielding(section, body, run) {
    if (!body.querySelector(AUTHORED)) return null;
    section.dataset.yields = '';
    const found = run();
    if (!found) delete section.dataset.yields;
    return found;
  }

  function stepsOf(body) {
    if (!body.querySelector('pre')) return TEXT;
    return body.querySelector(NOT_CODE) ? MIXED : CODE;
  }

  /* The largest step at which all is whole and the picture, if any, is worth its place;
     failing that, the one with the best picture. */
  function search(section, body, steps, arrangements) {
    let best = null;
    for (const step of steps) {
      const tried = arrangements.map(arrangement => attempt(section, body, step, arrangement));
      const fits = tried.filter(result => result.whole).sort((a, b) => b.merit - a.merit)[0];
      if (fits && (!best || fits.merit > best.merit)) best = fits;
      if (fits?.enough) break;
    }
    return best;
  }

  function attempt(section, body, step, arrangement) {
    const [text, code] = step;
    section.dataset.fit = text;
    arrange(section, arrangement);
    const isInColumns = arrangement === 'code';
    const long = isInColumns ? fitColumns(section, code) : fitCode(section, code);
    fitText(section, () => !tooLarge(body), text);
    const sizes = pictures.framed(body).map(pictures.size);
    const share = Math.min(...sizes.map(picture => picture.share));
    const merit = share * (suits(sizes[0]?.ratio, arrangement) ? PREFERENCE : 1);
    const isBroken = isInColumns && long;
    const enough = !isBroken && sizes.every(picture => picture.full || picture.share >= PICTURE_SHARE / sizes.length);
    const heights = [...sizes.map(picture => picture.height), ...yielded(section)];
    const visible = heights.every(height => height > PICTURE_HEIGHT);
    latest = { step, arrangement, long, merit: isBroken ? code : merit, enough, whole: visible && !tooLarge(body) };
    return latest;
  }

  const yielded = section => ('yields' in section.dataset ? [...section.querySelectorAll(AUTHORED)].map(frame => frame.clientHeight) : []);

  /* Columns give way to what stands below them, so they are measured for themselves. */
  function tooLarge(box) {
    const tall = [box, ...box.querySelectorAll('.columns')];
    return tall.some(one => one.scrollHeight > one.clientHeight + 1) || box.scrollWidth > box.clientWidth + 1;
  }

  /* Code may be set smaller than its slide's step, so that its longest line fits; says
     whether some line is too long all the same, and then lets the lines wrap. */
  function fitCode(section, step) {
    const blocks = [...section.querySelectorAll('pre')];
    const long = () => blocks.some(block => block.scrollWidth > block.clientWidth + 1);
    delete section.dataset.wrap;
    for (const size of CODE_STEPS.slice(step)) {
      section.dataset.code = size;
      if (!long()) return false;
    }
    section.dataset.wrap = '';
    return true;
  }

  /* In columns lines wrap; says whether one of them does, by its number of characters. */
  function fitColumns(section, step) {
    delete section.dataset.wrap;
    section.dataset.code = step;
    const code = section.querySelector('pre > code');
    const { font, columnGap, paddingInlineStart } = getComputedStyle(code);
    pen.font = font;
    const room = (code.clientWidth - parseFloat(columnGap)) / 2 - parseFloat(paddingInlineStart);
    const longest = Math.max(...code.textContent.split('\n').map(line => line.trimEnd().length));
    return longest * pen.measureText('0').width > room;
  }

  /* Where the only picture, or row of pictures, among text may stand: `null` is one thing below
     the other, a number the width of the picture beside the text. */
  function arrangementsOf(body) {
    const blocks = [...body.children].filter(block => !block.matches('.notes, .footnotes'));
    const frames = blocks.filter(block => block.matches('figure, .pictures'));
    const [frame] = pictures.framed(body);
    const unfit = frames.length !== 1 || blocks.length < 2 || frames[0] !== frame;
    if (unfit || body.clientWidth < NARROW) return [null];
    const widest = Math.floor(body.clientHeight * pictures.rowRatio(frame));
    const widths = BESIDE.map(part => Math.min(widest, Math.round((body.clientWidth - GAP) * part)));
    return [null, ...new Set(widths)];
  }

  /* What of a slide may go into two columns: a long list, code of many lines. */
  function columnsOf(body) {
    if (body.clientWidth < NARROW) return [];
    const found = body.querySelector(':scope > :is(ul, ol) > li:nth-child(8)') ? ['list'] : [];
    const code = body.querySelectorAll(':scope > :is(pre, .sourceCode)');
    if (code.length === 1 && code[0].textContent.split('\n').length >= LONG_CODE) found.push('code');
    return found;
  }

  /* A wide picture likes to stand above or below the text, an upright one beside it. */
  function suits(ratio, arrangement) {
    return arrangement === null ? ratio >= WIDE : ratio < 1;
  }

  function arrange(section, arrangement) {
    delete section.dataset.figure;
    delete section.dataset.columns;
    section.style.removeProperty('--figure-width');
    if (typeof arrangement === 'string') section.dataset.columns = arrangement;
    else if (arrangement !== null) {
      section.dataset.figure = 'beside';
      section.style.setProperty('--figure-width', `${arrangement}px`);
    }
  }

  Object.assign(window.Diascope, { fit, keepsRoom });
})();
