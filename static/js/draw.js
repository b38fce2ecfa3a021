/* A pen and a laser pointer. What is drawn lies in coordinates of the slide, above it, and is kept for
   each slide, in `sessionStorage`, until it is cleared. */
(() => {
  'use strict';

  const { answers, element } = window.Diascope;
  const SVG = 'http://www.w3.org/2000/svg';
  const KEY = 'diascope-ink';
  const COLOURS = { Accent: 'var(--accent-mark)', Red: 'oklch(0.6 0.22 25)', Yellow: 'oklch(0.86 0.17 95)', Ink: 'var(--ink)' };
  const WIDTH = 5;

  const draw = {
    id: 'draw',

    init(deck) {
      const sheet = document.createElementNS(SVG, 'svg');
      sheet.classList.add('ink');
      sheet.setAttribute('aria-hidden', 'true');
      const dot = element('div', 'laser');
      dot.hidden = true;
      const viewport = deck.getViewportElement();
      const storage = `${KEY} ${location.pathname}`;
      let drawings = JSON.parse(sessionStorage.getItem(storage) ?? '{}');
      let colour = Object.values(COLOURS)[0];
      let line = null;
      let tool = '';

      const nameOf = section => section?.id || String(deck.getSlides().indexOf(section));
      const lines = () => (drawings[nameOf(deck.getCurrentSlide())] ??= []);
      const keep = () => sessionStorage.setItem(storage, JSON.stringify(drawings));

      function path([ink, ...points]) {
        const made = document.createElementNS(SVG, 'path');
        made.setAttribute('d', `M${points.join('L')}${points.length === 1 ? 'h0' : ''}`);
        Object.assign(made.style, { stroke: ink, strokeWidth: WIDTH });
        return made;
      }

      const render = () => sheet.replaceChildren(...lines().map(path));

      /* A point of the window in coordinates of the slide. */
      function point({ clientX, clientY }) {
        const box = deck.getSlidesElement().getBoundingClientRect();
        const scale = deck.getScale();
        return [(clientX - box.left) / scale, (clientY - box.top) / scale].map(Math.round);
      }

      function use(wanted) {
        tool = tool === wanted ? '' : wanted;
        viewport.dataset.tool = tool;
        if (!tool) delete viewport.dataset.tool;
        toolbar.hidden = tool !== 'pen';
        dot.hidden = true;
        return true;
      }

      function undo() {
        if (tool !== 'pen' || !lines().pop()) return tool === 'pen';
        keep();
        render();
        return true;
      }

      function clear() {
        if (!lines().length) return tool === 'pen';
        drawings = { ...drawings, [nameOf(deck.getCurrentSlide())]: [] };
        keep();
        render();
        return true;
      }

      function button(words, run) {
        const made = element('button', '', words);
        made.type = 'button';
        made.addEventListener('click', run);
        return made;
      }

      const inks = Object.entries(COLOURS).map(([name, value]) => {
        const made = button('', () => {
          colour = value;
          inks.forEach(one => one.setAttribute('aria-pressed', String(one === made)));
        });
        made.className = 'colour';
        made.setAttribute('aria-label', name);
        made.setAttribute('aria-pressed', String(value === colour));
        made.style.setProperty('--colour', value);
        return made;
      });
      const toolbar = element('div', 'pens', ...inks, button('Undo', undo), button('Clear', clear), button('Done', () => use('pen')));
      Object.assign(toolbar, { hidden: true, lang: 'en' });
      toolbar.setAttribute('role', 'toolbar');
      toolbar.setAttribute('aria-label', 'Pen');
      deck.getSlidesElement().append(sheet);
      deck.getRevealElement().append(dot, toolbar);

      const isDrawing = event => tool === 'pen' && event.isPrimary && !event.button && !event.target.closest('.pens, dialog');
      addEventListener('pointerdown', event => {
        if (!isDrawing(event)) return;
        event.preventDefault();
        line = [colour, point(event)];
        lines().push(line);
        render();
      }, true);
      addEventListener('pointermove', event => {
        if (tool === 'laser') {
          Object.assign(dot.style, { left: `${event.clientX}px`, top: `${event.clientY}px` });
          dot.hidden = false;
        }
        if (!line) return;
        line.push(point(event));
        sheet.lastChild?.replaceWith(path(line));
      }, true);
      for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => {
        if (line) keep();
        line = null;
      }, true);
      render();
      deck.on('slidechanged', render);
      Object.assign(answers, { pen: () => use('pen'), laser: () => use('laser'), undo, clear });
    },
  };

  window.Diascope.plugins.push(draw);
})();
