/* The links of a talk: a panel that lists them, for the key L and a button, and new tabs for all
   that lead away, so that a talk never loses its place. The lists are read off the slides when
   the panel opens, so that they are right after any edit. */
(() => {
  'use strict';

  const PANEL = 'links-panel';
  const AWAY = /^(?:https?:|\/\/)/i;

  function element(name, className, ...content) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  }

  /* Whether a link leads to another document. */
  function leads(link) {
    const href = link.getAttribute('href') ?? '';
    return href !== '' && !/^(?:#|\?|javascript:|data:|mailto:|tel:)/i.test(href);
  }

  function linksOf(section) {
    const found = new Map();
    for (const link of section.querySelectorAll('a[href]')) {
      if (leads(link) && !link.closest('aside.notes, .links') && !found.has(link.href)) found.set(link.href, link);
    }
    return [...found.values()];
  }

  function list(links) {
    const items = links.map(link => {
      const words = link.textContent.trim().replace(/\s+/g, ' ') || link.href;
      const anchor = element('a', link.className === 'qr' ? '' : link.className, words);
      anchor.href = link.href;
      const address = AWAY.test(link.getAttribute('href')) ? link.href.replace(/^https?:\/\/|\/$/g, '') : '';
      const item = element('li', '', anchor);
      if (address && address !== words) item.append(element('span', 'address', address));
      return item;
    });
    return element('ul', '', ...items);
  }

  function titleOf(section, number) {
    return section.querySelector('h1, h2, h3, h4, h5, h6')?.textContent.trim() || `Slide ${number}`;
  }

  /* What the panel shows: the links of this slide, and below them those of all others. */
  function contents(deck, leave) {
    const current = deck.getCurrentSlide();
    const groups = deck.getSlides()
      .map((section, at) => ({ section, number: at + 1, links: linksOf(section) }))
      .filter(group => group.links.length);
    const own = groups.find(group => group.section === current);
    const others = groups.filter(group => group !== own);
    const parts = [own ? list(own.links) : element('p', 'none', 'This slide has no links.')];
    if (others.length) parts.push(element('h2', '', 'On the other slides'));
    for (const { section, number, links } of others) {
      const heading = element('button', 'go', titleOf(section, number));
      heading.type = 'button';
      heading.addEventListener('click', () => {
        const at = deck.getIndices(section);
        leave();
        deck.slide(at.h, at.v);
      });
      parts.push(element('h3', '', heading), list(links));
    }
    return parts;
  }

  const links = {
    id: 'links',

    init(deck) {
      const panel = document.createElement('dialog');
      panel.className = PANEL;
      panel.lang = 'en';
      panel.setAttribute('aria-label', 'Links');
      const close = () => panel.close();
      const open = () => {
        const leave = element('button', 'close', 'Close');
        leave.type = 'button';
        leave.addEventListener('click', close);
        panel.replaceChildren(element('h2', '', 'Links on this slide'), leave, ...contents(deck, close));
        panel.showModal();
        panel.scrollTop = 0;
      };
      // Keys in the panel are for the panel; Escape closes it without reveal's help.
      panel.addEventListener('keydown', event => {
        event.stopPropagation();
        if (event.key === 'l' || event.key === 'L') close();
      });
      panel.addEventListener('click', event => {
        if (event.target === panel) close();
      });
      document.body.append(panel);
      deck.addKeyBinding({ keyCode: 76, key: 'L', description: 'Links' }, open);
      this.button(deck, open);
      // A link that says where it opens, that is previewed or downloaded, is left as it is.
      document.addEventListener('click', event => {
        const link = event.target.closest?.(`.reveal a[href], .${PANEL} a[href]`);
        if (!link || link.target || link.hasAttribute('download') || !leads(link)) return;
        const preview = link.dataset.previewLink ?? (deck.getConfig().previewLinks ? '' : 'false');
        if (preview !== 'false' && link.closest('.slides')) return;
        link.target = '_blank';
        link.rel = 'noopener';
      }, true);
    },

    /* The visible way to the panel, on decks that have links; not in the frames of the speaker's view. */
    button(deck, open) {
      if (/[?&]receiver\b/i.test(location.search)) return;
      const button = element('button', 'links-button');
      button.type = 'button';
      button.lang = 'en';
      button.title = 'Links (L)';
      button.setAttribute('aria-label', 'Links');
      button.addEventListener('click', open);
      button.addEventListener('keydown', event => {
        if (event.key === ' ' || event.key === 'Enter') event.stopPropagation();
      });
      const update = () => {
        button.hidden = !deck.getSlidesElement().querySelector('a[href^="http"]');
        button.classList.toggle('has', Boolean(deck.getCurrentSlide() && linksOf(deck.getCurrentSlide()).length));
      };
      deck.on('ready', () => {
        // It stands beside the arrows, where there are any.
        const arrows = deck.getConfig().controls && deck.getRevealElement().querySelector(':scope > .controls');
        (arrows || deck.getRevealElement()).prepend(button);
        update();
      });
      deck.on('slidechanged', update);
      deck.on('sync', update);
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(links);
})();
