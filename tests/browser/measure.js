/* What tests measure on a page: texts with their size and contrast, and what leaves a slide. */
(() => {
  const CHROME = '.katex-mathml, .slide-number, .controls, .progress, dialog, .back, .typed, .aria-status, .copy, .notes, .visually-hidden';

  /* The texts that can be seen in an element, each with the element it stands in and its boxes. */
  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest(CHROME) || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(box => box.width > 0.5 && box.height > 0.5);
      if (boxes.length) yield { text: node.data.trim(), element: parent, boxes };
    }
  }

  /* The letters' size in CSS pixels of the window, with all scaling. */
  function size(element) {
    const box = element.closest('section') ?? document.documentElement;
    const scale = box.getBoundingClientRect().width / box.offsetWidth;
    return parseFloat(getComputedStyle(element).fontSize) * scale;
  }

  /* What is on a slide but cut off by the slide, its body, or a box that scrolls. */
  function cut(section) {
    const found = [];
    const whole = section.getBoundingClientRect();
    const things = [...texts(section)].map(({ text, element, boxes }) => ({ name: text.slice(0, 40), element, boxes }));
    for (const element of section.querySelectorAll('img, video, svg, table, pre')) {
      if (!element.closest(CHROME) && element.checkVisibility({ visibilityProperty: true })) things.push({ name: element.tagName, element, boxes: [element.getBoundingClientRect()] });
    }
    for (const { name, element, boxes } of things) {
      // what fills the window may leave the slide
      const clips = [element.closest('[class*="layout-image-"] :is(figure, .pictures)') ? new DOMRect(0, 0, innerWidth, innerHeight) : whole];
      for (let box = element; box !== section; box = box.parentElement) {
        if (getComputedStyle(box).overflow !== 'visible') clips.push(box.getBoundingClientRect());
      }
      for (const box of boxes) for (const clip of clips) {
        const beyond = Math.max(clip.left - box.left, box.right - clip.right, clip.top - box.top, box.bottom - clip.bottom);
        if (beyond > 2) found.push(`${section.id}: ${name} is cut by ${Math.round(beyond)} px`);
      }
    }
    return found;
  }

  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  /* Any CSS colour as red, green, blue and alpha. */
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  }

  const over = (top, alpha, below) => top.map((value, i) => value * alpha + below[i] * (1 - alpha));

  /* The colour behind an element: that of its nearest ancestors, one over the other. */
  function behind(element) {
    const layers = [];
    for (let box = element; box; box = box.parentElement) {
      const { rgb, alpha } = rgba(getComputedStyle(box).backgroundColor);
      if (alpha) layers.push([rgb, alpha]);
      const own = box.matches('section') && box.slideBackgroundContentElement;
      if (own) {
        const slide = rgba(getComputedStyle(own.parentElement).backgroundColor);
        const content = rgba(getComputedStyle(own).backgroundColor);
        const scrim = thinnest(getComputedStyle(own.parentElement, '::after').backgroundImage);
        if (scrim) layers.push([[0, 0, 0], scrim]);
        if (getComputedStyle(own).backgroundImage !== 'none') layers.push([[255, 255, 255], Number(getComputedStyle(own).opacity)]);
        for (const one of [content, slide]) if (one.alpha) layers.push([one.rgb, one.alpha]);
      }
    }
    return layers.reverse().reduce((below, [rgb, alpha]) => over(rgb, alpha, below), [255, 255, 255]);
  }

  /* The least alpha of a gradient of black; a picture below it may be white. */
  function thinnest(gradient) {
    const alphas = [...gradient.matchAll(/\/ ([\d.]+)\)/g)].map(match => Number(match[1]));
    return alphas.length ? Math.min(...alphas) : 0;
  }

  function luminance(rgb) {
    const [red, green, blue] = rgb.map(value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /* Contrast as WCAG 2.2 defines it. */
  function contrast(element) {
    const background = behind(element);
    const { rgb, alpha } = rgba(getComputedStyle(element).color);
    let opacity = alpha;
    for (let box = element; box && !box.matches('.slides'); box = box.parentElement) opacity *= getComputedStyle(box).opacity;
    const [light, dark] = [luminance(over(rgb, opacity, background)), luminance(background)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  window.Measure = {
    sizes: section => [...texts(section)].map(({ text, element }) => [text.slice(0, 40), size(element)]),
    faint: root => [...texts(root)].map(({ text, element }) => [text.slice(0, 40), contrast(element)]).filter(([, ratio]) => ratio < 4.5),
    paper: () => luminance(behind(document.querySelector('.reveal .slides section.present'))),
    cut,
    moving: () => [document.body, ...document.body.querySelectorAll('*')]
      .filter(element => {
        const style = getComputedStyle(element);
        return style.transitionDuration.split(', ').some(time => parseFloat(time) > 0.01) || style.animationName !== 'none';
      })
      .map(element => element.outerHTML.slice(0, 60)),
  };
})();
