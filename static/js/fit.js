/* Makes one slide fit. The text takes the largest of four steps at which everything is
   whole; a picture that shares its slide with text stands above, below or beside it,
   wherever it comes out larger; a long list goes into two columns before it is cut. A slide
   that is too full at the smallest step is marked `data-overflows`. */
(() => {
  'use strict';

  const { fitText, pictures } = window.Diascope;
  const STEPS = [0, 1, 2, 3];
  const MARKS = ['fit', 'code', 'wrap', 'figure', 'list', 'heading', 'overflows'];
  const BESIDE = [0.62, 0.5, 0.4];
  const GAP = 48;
  const NARROW = 800;
  const WIDE = 2.2;
  const PREFERENCE = 1.4;
  const PICTURE_SHARE = 0.2;
  const PICTURE_HEIGHT = 40;
  const BEAM = 0.5;
  const NUMBER = 190;

  function fit(section) {
    for (const mark of MARKS) delete section.dataset[mark];
    section.style.removeProperty('--figure-width');
    pictures.reset(section);
    const body = section.querySelector(':scope > .body');
    fitHeading(section);
    if (body && !section.matches('.title-slide')) fitBody(section, body);
    else fitFree(section);
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
    const usual = arrangementsOf(body);
    const best = search(section, body, usual)
      ?? search(section, body, hasLongList(body) ? ['columns'] : [])
      ?? { step: STEPS.at(-1), arrangement: usual[0] };
    const result = attempt(section, body, best.step, best.arrangement);
    body.toggleAttribute('data-prevent-swipe', !result.whole);
    if (!result.whole) section.dataset.overflows = 'tall';
    else if (result.long) section.dataset.overflows = 'wide';
  }

  /* The largest step at which all is whole and the picture, if any, is worth its place;
     failing that, the one with the best picture. */
  function search(section, body, arrangements) {
    let best = null;
    for (const step of STEPS) {
      const tried = arrangements.map(arrangement => attempt(section, body, step, arrangement));
      const fits = tried.filter(result => result.whole).sort((a, b) => b.merit - a.merit)[0];
      if (fits && (!best || fits.merit > best.merit)) best = fits;
      if (fits?.enough) break;
    }
    return best;
  }

  function attempt(section, body, step, arrangement) {
    section.dataset.fit = step;
    arrange(section, arrangement);
    const long = fitCode(section, step);
    fitText(section, () => !tooLarge(body), step);
    const sizes = pictures.framed(body).map(pictures.size);
    const share = Math.min(...sizes.map(picture => picture.share));
    const merit = share * (suits(sizes[0]?.ratio, arrangement) ? PREFERENCE : 1);
    const enough = sizes.every(picture => picture.full || picture.share >= PICTURE_SHARE / sizes.length);
    const visible = sizes.every(picture => picture.height > PICTURE_HEIGHT);
    return { step, arrangement, long, merit, enough, whole: visible && !tooLarge(body) };
  }

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
    delete section.dataset.code;
    delete section.dataset.wrap;
    for (const size of STEPS.slice(step)) {
      if (!long()) return false;
      section.dataset.code = size;
    }
    const tooLong = long();
    if (tooLong) section.dataset.wrap = '';
    return tooLong;
  }

  /* Where the only picture among text may stand: `null` is one thing below the other, a
     number the width of the picture beside the text. */
  function arrangementsOf(body) {
    const blocks = [...body.children].filter(block => !block.matches('.notes, .footnotes'));
    const figures = blocks.filter(block => block.matches('figure'));
    const [image] = pictures.framed(body);
    const unfit = figures.length !== 1 || blocks.length < 2 || figures[0] !== image?.closest('figure');
    if (unfit || body.clientWidth < NARROW) return [null];
    const widest = Math.floor(body.clientHeight * pictures.ratioOf(image));
    const widths = BESIDE.map(part => Math.min(widest, Math.round((body.clientWidth - GAP) * part)));
    return [null, ...new Set(widths)];
  }

  /* A wide picture likes to stand above or below the text, an upright one beside it. */
  function suits(ratio, arrangement) {
    return arrangement === null ? ratio >= WIDE : ratio < 1;
  }

  function hasLongList(body) {
    return body.clientWidth >= NARROW && body.querySelector(':scope > :is(ul, ol) > li:nth-child(8)');
  }

  function arrange(section, arrangement) {
    delete section.dataset.figure;
    delete section.dataset.list;
    section.style.removeProperty('--figure-width');
    if (arrangement === 'columns') section.dataset.list = 'columns';
    else if (arrangement !== null) {
      section.dataset.figure = 'beside';
      section.style.setProperty('--figure-width', `${arrangement}px`);
    }
  }

  window.Diascope.fit = fit;
})();
