/* Changes a slide in place into what its new text says. What the page itself has made of the
   slide stays where nothing was written instead; plugins prepare what is new. */
(() => {
  'use strict';

  const STATES = ['past', 'present', 'future', 'visible', 'current-fragment'];
  const KEPT = /^(inert|style|hidden|aria-hidden|data-(section|fit|code|wrap|figure|list|heading|yields|overflows|loaded|fragment|previous-indexv))$/;
  const LAID_OUT = ['display', 'top', '--figure-width'];

  /* What was sent last of the body of a slide, and whether it was the same before. */
  const sent = new WeakMap();
  const same = new WeakMap();

  /* Idiomorph puts a box behind the page's body while it works. With another one there the body is
     never the last child; else browsers would compute the styles of every slide anew (`:last-child`). */
  document.documentElement.append(document.createElement('template'));

  function parse(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  /* A section that is not on the page yet. */
  function create(html) {
    const section = document.importNode(parse(html), true);
    window.DiascopeLive.files.refresh(section);
    return section;
  }

  function morph(section, html) {
    const wanted = parse(html);
    window.DiascopeLive.files.refresh(wanted);
    const body = wanted.querySelector(':scope > .body');
    note(section, wanted, body);
    copyAttributes(section, wanted);
    const beforeNodeMorphed = (old, now) => !(now === body && hasSameBody(section)) && isToBeMorphed(old, now);
    Idiomorph.morph(section, [...wanted.childNodes], { morphStyle: 'innerHTML', callbacks: { beforeAttributeUpdated, beforeNodeMorphed } });
  }

  function note(section, wanted, body) {
    const attributes = [...wanted.attributes].filter(one => one.name !== 'id').map(one => `${one.name}=${one.value}`);
    const text = body && [...attributes, body.outerHTML].join('\n');
    same.set(section, Boolean(text) && text === sent.get(section));
    sent.set(section, text);
  }

  /* Whether the last change of a slide left its body, and what the body is laid out by, as they were. */
  const hasSameBody = section => same.get(section) ?? false;

  /* What a reader has opened stays open. */
  function beforeAttributeUpdated(name, element) {
    return !(name === 'open' && element.matches('details'));
  }

  /* Diagrams that were drawn from the same source need not be drawn again. */
  function isToBeMorphed(old, wanted) {
    if (!(old instanceof Element) || !old.matches('[data-drawn]')) return true;
    const source = element => element.querySelector?.('pre')?.textContent;
    return source(old) !== source(wanted) || old.className !== wanted.className;
  }

  function copyAttributes(section, wanted) {
    const states = STATES.filter(name => section.classList.contains(name));
    const layout = LAID_OUT.map(name => [name, section.style.getPropertyValue(name)]);
    for (const { name } of [...section.attributes]) {
      if (!wanted.hasAttribute(name) && !KEPT.test(name)) section.removeAttribute(name);
    }
    for (const { name, value } of wanted.attributes) {
      if (section.getAttribute(name) !== value) section.setAttribute(name, value);
    }
    if (!wanted.hasAttribute('style')) section.removeAttribute('style');
    for (const [name, value] of layout) if (value) section.style.setProperty(name, value);
    section.classList.add(...states);
  }

  /* Lets every plugin do to slides what it did to all of them when the page was loaded. */
  function prepare(sections) {
    const plugins = window.Reveal?.isReady() ? Object.values(Reveal.getPlugins()) : [];
    for (const section of sections) {
      for (const plugin of plugins) plugin.slide?.(section);
      section.dispatchEvent(new CustomEvent('diascope:slide', { bubbles: true }));
    }
  }

  window.DiascopeLive = { morph, create, prepare, hasSameBody };
})();
