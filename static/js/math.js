/* Typesets formulas: all of them when the page is there, in the reading view as well, and later
   those of a slide that has changed. A formula that KaTeX cannot read keeps the readable text
   that the build gave it. Commands that the deck defines count everywhere. */
(() => {
  'use strict';

  /* Commands of LaTeX that KaTeX lacks. */
  const macros = {
    '\\mbox': '\\text{#1}',
    '\\ensuremath': '#1',
    '\\label': context => { context.consumeArgs(1); return ''; },
  };
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

  /* One after the other, so that a mistake in one costs no other. KaTeX has no starred forms. */
  function define(definitions) {
    for (const definition of definitions) {
      const plain = definition.replace(/(\\(?:re|provide)?newcommand)\*/g, '$1');
      try { katex.renderToString(plain, COMMON); } catch { /* not for formulas */ }
    }
  }

  const definitions = document.getElementById('math-macros');
  if (definitions) define(JSON.parse(definitions.textContent));
  typeset(document);
  (window.Diascope ??= { plugins: [] }).plugins.push({ id: 'math', slide: typeset });
})();
