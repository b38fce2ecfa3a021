/* Changes a slide in place into what its new text says. What the page itself has made of the
   slide stays where nothing was written instead; plugins prepare what is new. */
(() => {
  'use strict';

  const STATES = ['past', 'present', 'future', 'visible', 'current-fragment'];
  const KEPT = /^(inert|style|hidden|aria-hidden|data-(section|fit|code|wrap|figure|list|heading|yields|overflows|loaded|fragment|previous-indexv))$/;
  const LAID_OUT = ['display', 'top', '--figure-width'];

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
    copyAttributes(section, wanted);
    Idiomorph.morph(section, [...wanted.childNodes], { morphStyle: 'innerHTML', callbacks: { beforeAttributeUpdated, beforeNodeMorphed } });
  }

  /* What a reader has opened stays open. */
  function beforeAttributeUpdated(name, element) {
    return !(name === 'open' && element.matches('details'));
  }

  /* Diagrams that were drawn from the same source need not be drawn again. */
  function beforeNodeMorphed(old, wanted) {
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

  window.DiascopeLive = { morph, create, prepare };
})();
