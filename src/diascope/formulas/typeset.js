/* What the build asks of KaTeX; `engine.py` runs it after KaTeX's own script. */

/* Commands of LaTeX that KaTeX lacks, or is stricter about: `\newcommand` may redefine a command,
   such as `\R`, which KaTeX has and LaTeX has not. */
const added = {
  '\\mbox': '\\text{#1}',
  '\\ensuremath': '#1',
  '\\newcommand': context => {
    const name = context.consumeArg().tokens.map(token => token.text).reverse().join('');
    return `${context.isDefined(name) ? '\\renewcommand' : '\\providecommand'}{${name}}`;
  },
  '\\DeclareMathOperator': '\\@ifstar{\\declare@limits}{\\declare@operator}',
  '\\declare@limits': '\\newcommand{#1}{\\operatorname*{#2}}',
  '\\declare@operator': '\\newcommand{#1}{\\operatorname{#2}}',
};
let macros = added;

/* KaTeX ends a formula after 1000 expansions of macros. Few expansions of long macros fill the memory
   as well, so 50 tokens that are put back or replace a placeholder (`#1`) count as one more. */
function boundTokens(context) {
  const expander = Object.getPrototypeOf(context);
  const { pushTokens, consumeArgs, _getExpansion } = expander;
  let placeholders = 0;
  expander.pushTokens = function (tokens) {
    this.countExpansion(tokens.length / 50);
    pushTokens.call(this, tokens);
  };
  expander._getExpansion = function (name) {
    placeholders = 0;
    const expansion = _getExpansion.call(this, name);
    if (expansion?.numArgs) placeholders = expansion.tokens.filter(token => token.text === '#').length;
    return expansion;
  };
  expander.consumeArgs = function (...wanted) {
    const replacing = placeholders;
    const args = consumeArgs.apply(this, wanted);
    this.countExpansion(replacing * Math.max(0, ...args.map(tokens => tokens.length)) / 50);
    return args;
  };
  return '';
}
katex.renderToString('\\bound', { macros: { '\\bound': boundTokens } });

/* An equation has a number where it has a label, as `\tag`: KaTeX's own numbers are CSS counters, which
   do not count what is on hidden slides. Labels of environments whose rows have no numbers go to the end. */
const numbers = new Map();
const plainText = tokens => tokens.map(token => token.text).reverse().join('');
const escaped = label => label.replace(/[_^#%&$~]/g, '\\$&');

function reference(before, after) {
  return context => {
    const label = plainText(context.consumeArgs(1)[0]);
    return `\\text{${before}${numbers.get(label)?.number ?? escaped(label)}${after}}`;
  };
}

Object.assign(added, {
  '\\ref': reference('', ''),
  '\\eqref': reference('(', ')'),
  '\\label': context => {
    const known = numbers.get(plainText(context.consumeArgs(1)[0]));
    return known && !known.isTagged ? `\\tag{${known.number}}` : '';
  },
  '\\numbered@': context => {
    const [label, number, tagged] = context.consumeArgs(3).map(plainText);
    numbers.set(label, { number, isTagged: tagged === '1' });
    return '';
  },
});

const label = /\\label\s*\{[^{}]*\}/g;
const rows = /^\s*\\begin\{(?:align|alignat|gather)\*?\}/;

function withLabelAtEnd(tex) {
  const [first] = tex.match(label) ?? [];
  return !first || rows.test(tex) ? tex : tex.replace(label, '') + first;
}

/* Environments of LaTeX that KaTeX lacks, as the nearest that it has. */
function withKnownEnvironments(tex) {
  return tex
    .replace(/\\(?:begin|end)\{subequations\}/g, '')
    .replace(/(\\(?:begin|end)\{)flalign\*?\}/g, '$1align*}')
    .replace(/(\\(?:begin|end)\{)dmath\*?\}/g, '$1equation*}')
    .replace(/(\\(?:begin|end)\{)(align|alignat|equation|gather)\}/g, '$1$2*}')
    .replace(/\\begin\{multline\*?\}/g, '\\begin{equation*}\\begin{gathered}')
    .replace(/\\end\{multline\*?\}/g, '\\end{gathered}\\end{equation*}')
    .replace(/\\begin\{eqnarray\*?\}([^]*?)\\end\{eqnarray\*?\}/g, (_, body) =>
      `\\begin{align*}${body.replace(/&([^&\\]*)&/g, '&{}$1')}\\end{align*}`);
}

/* KaTeX has no starred definitions; a space keeps the positions that its messages name. */
function render(tex, options) {
  const plain = tex.replace(/(\\(?:(?:re)?new|provide)command)\*/g, '$1 ');
  const known = withKnownEnvironments(plain);
  return katex.renderToString(options.displayMode ? withLabelAtEnd(known) : known,
    { ...options, globalGroup: true, strict: 'ignore' });
}

/* Makes commands known to the formulas that come after; a mistake in one costs no other. */
function define(definitions) {
  macros = { ...added };
  numbers.clear();
  for (const tex of definitions) {
    try { render(tex, { macros }); } catch { /* not for formulas */ }
  }
}

/* The HTML of a formula, or KaTeX's error. What it defines counts within it alone. */
function typeset(tex, displayMode) {
  try {
    return { html: render(tex, { displayMode, macros: { ...macros } }) };
  } catch (error) {
    return { error: error?.name ?? '', message: error?.message ?? '' };
  }
}
