/* Lets code change line by line between two slides with `data-auto-animate`: reveal moves the
   lines that both have. It looks for them in a `pre` that has the same `data-id` on both, so
   blocks without one are named by their language and their place on the slide. */
(() => {
  'use strict';

  function prepare(section) {
    section.querySelectorAll('div.sourceCode:not(.terminal)').forEach((block, index) => {
      const pre = block.querySelector('pre');
      const code = pre.querySelector('code');
      pre.dataset.id ??= block.dataset.id ?? `${code.className} ${index}`;
      delete block.dataset.id;
      if (!code.querySelector('.line')) wrapLines(code);
      code.classList.add('hljs');
      code.querySelectorAll('.line').forEach(line => line.classList.add('hljs-ln-code'));
    });
  }

  /* Puts every line into an element; a token that runs over several becomes one on each. */
  function wrapLines(code) {
    const lines = [document.createElement('span')];
    for (const node of code.childNodes) {
      node.textContent.split('\n').forEach((text, index) => {
        if (index) lines.push(document.createElement('span'));
        const part = node.cloneNode(false);
        part.textContent = text;
        if (text) lines.at(-1).append(part);
      });
    }
    lines.forEach(line => { line.className = 'line'; });
    code.replaceChildren(...lines.flatMap((line, index) => index ? ['\n', line] : [line]));
  }

  function slide(root) {
    const sections = [root, ...root.querySelectorAll('section')];
    sections.filter(section => section.matches('[data-auto-animate]')).forEach(prepare);
  }

  const plugin = { id: 'morph', slide, init: deck => slide(deck.getSlidesElement()) };

  (window.Diascope ??= { plugins: [] }).plugins.push(plugin);
})();
