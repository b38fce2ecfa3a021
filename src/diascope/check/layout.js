/* What `check --layout` measures on a slide: what is cut off, how small text is, what axe finds. */
(() => {
  'use strict';

  const CHROME = '.katex-mathml, .copy, .notes, .visually-hidden, script, style, svg title, svg desc';
  const SEEN = { visibilityProperty: true, opacityProperty: true };

  /* The texts that can be seen, each with the element it stands in and its boxes. */
  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest(CHROME) || !element.checkVisibility(SEEN)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(box => box.width > 0.5 && box.height > 0.5);
      if (boxes.length) yield { text: node.data.trim().replace(/\s+/g, ' ').slice(0, 40), element, boxes };
    }
  }

  /* The size of letters in CSS pixels of the window, with all scaling. */
  function size(element, section) {
    const svg = element.closest('svg');
    const scale = section.getBoundingClientRect().width / section.offsetWidth;
    const inner = svg?.viewBox?.baseVal?.width ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : scale;
    return parseFloat(getComputedStyle(element).fontSize) * (svg ? inner : scale);
  }

  /* The thing that is cut off furthest, by the slide or by a box on it that hides what is too much.
     A box that a finger can scroll hides nothing of what is in it. */
  function cut(section, scrolls) {
    const things = [...texts(section)];
    for (const element of section.querySelectorAll('img, video, iframe, table, pre')) {
      if (!element.closest(CHROME) && element.checkVisibility(SEEN)) {
        const name = element.getAttribute('alt') || `a ${element.localName}`;
        things.push({ text: name.slice(0, 40), element, boxes: [element.getBoundingClientRect()] });
      }
    }
    let worst = null;
    for (const { text, element, boxes } of things) {
      const clips = [section.getBoundingClientRect()];
      for (let box = element; box && box !== section; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const ways = [overflowX, overflowY].filter(way => way !== 'visible');
        if (scrolls && ways.some(way => /auto|scroll/.test(way))) clips.length = 0;
        else if (ways.length) clips.push(box.getBoundingClientRect());
      }
      for (const box of boxes) for (const clip of clips) {
        const beyond = Math.max(clip.left - box.left, box.right - clip.right, clip.top - box.top, box.bottom - clip.bottom);
        if (beyond > 2 && beyond > (worst?.beyond ?? 0)) worst = { text, beyond: Math.round(beyond) };
      }
    }
    return worst;
  }

  function smallest(section) {
    let found = null;
    for (const { text, element } of texts(section)) {
      if (element.closest('.katex, sup, sub, .qr-code')) continue;
      const pixels = size(element, section);
      if (!found || pixels < found.pixels) found = { text, pixels };
    }
    return found;
  }

  /* Large letters need as much contrast as others: a projector has less than a screen. */
  const CONTRAST = {
    ignoreUnicode: true,
    ignoreLength: false,
    ignorePseudo: false,
    boldValue: 700,
    boldTextPt: 14,
    largeTextPt: 18,
    contrastRatio: { normal: { expected: 4.5, minThreshold: 0 }, large: { expected: 4.5, minThreshold: 0 } },
    pseudoSizeThreshold: 0.25,
    shadowOutlineEmMax: 0.2,
    textStrokeEmMin: 0.03,
  };
  window.axe?.configure({ checks: [{ id: 'color-contrast', options: CONTRAST }] });

  async function faults(section) {
    if (!window.axe) return [];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const result = await axe.run(section, { runOnly: tags, resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      count: nodes.length,
      html: nodes[0].html.replace(/\s+/g, ' ').slice(0, 80),
      ratio: nodes[0].any[0]?.data?.contrastRatio ?? null,
      needed: nodes[0].any[0]?.data?.expectedContrastRatio ?? null,
    }));
  }

  window.Layout = {
    slides: () => Reveal.getSlides().map(section => section.id),

    /* Goes to a slide and measures it. */
    async look(number, withAxe, scrolls) {
      const section = await Diascope.show(number);
      return {
        overflows: section.dataset.overflows === 'tall',
        cut: cut(section, scrolls),
        small: smallest(section),
        faults: withAxe ? await faults(section) : [],
      };
    },
  };
})();
