/* Typesets formulas: all of them when the page is there, and later those of a slide that says
   with the event `diascope:slide` that it was changed. A formula that KaTeX cannot read keeps
   the readable text that the build gave it. Commands that the deck defines count everywhere. */
(() => {
  'use strict';

  const macros = {};
  const COMMON = { macros, globalGroup: true, strict: 'ignore' };

  function typeset(root) {
    root.querySelectorAll('.math[data-formula]:not([data-typeset])').forEach(set);
  }

  function set(formula) {
    const displayMode = formula.classList.contains('display');
    try {
      formula.innerHTML = katex.renderToString(formula.dataset.formula, { ...COMMON, displayMode });
      formula.dataset.typeset = 'yes';
    } catch (error) {
      formula.dataset.typeset = 'no';
      formula.title = error.message;
    }
  }

  /* One after the other, so that a mistake in one costs no other. */
  function define(definitions) {
    for (const definition of definitions) {
      try { katex.renderToString(definition, COMMON); } catch { /* not for formulas */ }
    }
  }

  const definitions = document.getElementById('math-macros');
  if (definitions) define(JSON.parse(definitions.textContent));
  typeset(document);
  document.addEventListener('diascope:slide', event => typeset(event.target));
})();
