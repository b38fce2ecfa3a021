/* Tells reveal whether the gradient behind a slide is dark: it looks only at the colour of a
   background, and sets light text on a dark one. The mean of the gradient's colours lies below
   it, unseen. */
(() => {
  'use strict';

  const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lch|lab|hwb|color)\([^()]*\)|\b[a-z]{3,}\b/gi;
  const WORDS = new Set(['top', 'bottom', 'left', 'right', 'center', 'circle', 'ellipse', 'at', 'deg', 'turn', 'rad', 'closest', 'farthest', 'side', 'corner', 'from', 'transparent']);

  function rgb(colour) {
    const pen = new OffscreenCanvas(1, 1).getContext('2d');
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  }

  function mean(gradient) {
    const named = gradient.replace(/[a-z-]*gradient\(/gi, '').match(COLOUR) ?? [];
    const colours = named.filter(name => !WORDS.has(name) && CSS.supports('color', name)).map(rgb);
    if (!colours.length) return null;
    const parts = [0, 1, 2].map(part => colours.reduce((sum, colour) => sum + colour[part], 0));
    return `rgb(${parts.map(part => Math.round(part / colours.length)).join(', ')})`;
  }

  function slide(root) {
    const wanted = '[data-background-gradient]:not([data-background-color])';
    for (const section of [root, ...root.querySelectorAll(wanted)]) {
      const colour = section.matches(wanted) && mean(section.dataset.backgroundGradient);
      if (colour) section.dataset.backgroundColor = colour;
    }
  }

  const plugin = { id: 'gradients', slide, init: deck => slide(deck.getSlidesElement()) };

  (window.Diascope ??= { plugins: [] }).plugins.push(plugin);
})();
