/* Where the reader is: the slide, its step, and how far things are scrolled. A change leaves
   that as it was, or leads to the slide that was edited. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  const KEY = 'diascope-live-position';
  const LOADED = 'iframe, video, audio, [data-src]';

  function scrolled(section) {
    const boxes = section ? [section, ...section.querySelectorAll('*')] : [];
    return boxes.filter(box => box.scrollTop || box.scrollLeft).map(box => [box, box.scrollTop, box.scrollLeft]);
  }

  /* Runs a change and brings reveal.js up to date with it. */
  function keep(run, goto) {
    const current = Reveal.getCurrentSlide();
    const step = Reveal.getIndices().f;
    const scrolls = scrolled(current);
    const { touched, restacked } = run();
    DiascopeLive.prepare(touched);
    const fit = Reveal.getPlugin('fit');
    fit?.forget?.(touched, DiascopeLive.hasSameBody);
    const target = goto?.() ?? (current?.isConnected ? current : null);
    if (restacked) resync(target, target === current ? step : undefined);
    else touched.forEach(sync);
    if (!restacked && target && target !== current) show(target);
    Reveal.getPlugin('sections')?.renew?.(restacked || touched.some(opensSection));
    if (target === current && touched.includes(current)) restep(current, step);
    fit?.current?.();
    for (const [box, top, left] of scrolls) Object.assign(box, { scrollTop: top, scrollLeft: left });
    if (touched.includes(current)) setTimeout(writeHash);
  }

  /* Whether a slide is counted among the sections, or was. */
  function opensSection(slide) {
    return slide.matches('.title-slide, [data-section]');
  }

  /* What reveal.js does to a slide takes long where there are many, so it does what is needed.
     Slides that are far from the shown one are hidden, and stay so. */
  function sync(section) {
    const { display } = section.style;
    const hasBackground = [...section.attributes].some(({ name }) => name.startsWith('data-background'));
    if (hasBackground || section.querySelector(LOADED)) Reveal.syncSlide(section);
    else Reveal.syncFragments(section);
    section.style.display = display;
    if (section.querySelector('.r-stretch, .r-fit-text')) Reveal.layout();
  }

  /* Slides came, went or moved: reveal.js counts anew, without a transition. */
  function resync(target, step) {
    const { classList } = Reveal.getSlidesElement();
    classList.add('disable-slide-transitions');
    Reveal.sync();
    if (target) {
      const { h, v } = Reveal.getIndices(target);
      Reveal.slide(h, v, step);
    }
    requestAnimationFrame(() => classList.remove('disable-slide-transitions'));
  }

  /* Goes to a slide with all its steps done, since any of them may be what was edited. */
  function show(section) {
    const { h, v } = Reveal.getIndices(section);
    Reveal.slide(h, v, section.querySelectorAll('.fragment').length || undefined);
  }

  function restep(section, step) {
    if (step !== undefined && section.querySelector('.fragment')) Reveal.navigateFragment(step);
  }

  /* A heading names its slide, so the address of the slide changes with it. */
  function writeHash() {
    const section = Reveal.getCurrentSlide();
    if (!Reveal.getConfig().hash || !section?.id || !location.hash) return;
    const hash = `#/${encodeURIComponent(section.id)}`;
    if (location.hash.split('/')[1] !== hash.slice(2)) history.replaceState(null, '', hash);
  }

  /* Loads the page anew, and comes back to the same step. */
  function reload() {
    if (window.Reveal?.isReady?.()) sessionStorage.setItem(KEY, JSON.stringify(Reveal.getIndices()));
    location.reload();
  }

  function restore() {
    const { h, v, f } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    sessionStorage.removeItem(KEY);
    if (h !== undefined) Reveal.slide(h, v, f);
  }

  Object.assign(DiascopeLive, { position: { keep, reload, restore } });
})();
