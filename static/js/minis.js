/* Small pictures of slides: copies of their sections with their backgrounds, scaled by CSS. */
(() => {
  'use strict';

  const { element } = window.Diascope;

  /* A copy that is shown as it is, whatever reveal.js does with the slide itself. */
  function copied(original, display) {
    const copy = original.cloneNode(true);
    copy.classList.remove('past', 'future');
    copy.classList.add('present');
    copy.removeAttribute('hidden');
    copy.removeAttribute('aria-hidden');
    copy.style.display = display;
    return copy;
  }

  /* A picture of a slide, with all its steps or without any. */
  function mini(section, { steps = true } = {}) {
    Reveal.getPlugin('fit')?.fit(section);
    Reveal.loadSlide(section, { skipIframes: true });
    const copy = copied(section, 'flex');
    copy.style.top = '0';
    copy.querySelectorAll('.fragment').forEach(part => part.classList.toggle('visible', steps));
    copy.querySelectorAll('[autoplay]').forEach(media => media.removeAttribute('autoplay'));
    copy.querySelectorAll('aside.notes, .copy').forEach(part => part.remove());
    for (const named of [copy, ...copy.querySelectorAll('[id]')]) if (!named.closest('svg')) named.removeAttribute('id');
    const behind = section.slideBackgroundElement ? [copied(section.slideBackgroundElement, 'block')] : [];
    const box = element('div', 'mini', element('div', 'reveal', element('div', 'backgrounds', ...behind), element('div', 'slides', copy)));
    box.inert = true;
    box.setAttribute('aria-hidden', 'true');
    return box;
  }

  Object.assign(window.Diascope, { mini });
})();
