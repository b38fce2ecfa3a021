/* Text with the class `r-fit-text`: as wide as its room, and no larger than lets all else on
   the slide be whole. Text that would become too small on one line wraps. Reveal's own fitting
   looks at the width alone; what it sets, the style sheet overrides by `--fit-size`. */
(() => {
  'use strict';

  const SMALLEST = 24;
  const SMALL = 44;
  const LARGEST = 0.8;
  const TRIAL = 100;

  const sizeOf = text => parseFloat(text.style.getPropertyValue('--fit-size'));
  const setSize = (text, size) => text.style.setProperty('--fit-size', `${size}px`);

  function roomOf(text) {
    const { clientWidth } = text.parentElement;
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(text.parentElement);
    return clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
  }

  function widen(text, largest) {
    delete text.dataset.wraps;
    setSize(text, SMALLEST);
    const room = roomOf(text);
    setSize(text, TRIAL);
    const size = Math.min(largest, Math.floor(TRIAL * room / text.offsetWidth));
    setSize(text, Math.max(SMALLEST, size));
    if (size < SMALLEST) text.dataset.wraps = '';
  }

  /* Sets the sizes of all such texts of a slide: the largest, by bisection, at which it is whole. */
  function fitText(section, whole, step) {
    const texts = [...section.querySelectorAll('.r-fit-text')];
    if (!texts.length) return;
    texts.forEach(text => widen(text, section.clientHeight * LARGEST));
    if (whole()) return;
    const widest = texts.map(sizeOf);
    const limit = size => texts.forEach((text, at) => setSize(text, Math.min(widest[at], size)));
    let [low, high] = [step < 3 ? SMALL : SMALLEST, Math.max(...widest)];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      limit(middle);
      if (whole()) low = middle;
      else high = middle;
    }
    limit(low);
  }

  window.Diascope.fitText = fitText;
})();
