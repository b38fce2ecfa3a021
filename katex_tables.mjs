/* Prints what KaTeX knows, as JSON, out of its own script in node_modules/. The build hook runs
   it, so that formulas can be checked where there is no JavaScript. */
import { readFileSync } from 'node:fs';

const inPackage = name => readFileSync(`node_modules/katex/${name}`, 'utf8');
const inner = '{functions, environments, macros, symbols, delimiters, uSubsAndSups}';
const script = inPackage('dist/katex.mjs').replace(/export \{[^}]*\};?\s*$/, `export ${inner};`);
const katex = await import('data:text/javascript,' + encodeURIComponent(script));

/* Names under what is said of them; rows with equal words stand together. */
function rows(specs, say) {
  const found = new Map();
  for (const [name, spec] of Object.entries(specs)) {
    const said = JSON.stringify(say(spec));
    found.set(said, [...(found.get(said) ?? []), name]);
  }
  return [...found].map(([said, names]) => ({ names, ...JSON.parse(said) }));
}

const flags = spec => [
  spec.allowedInText && 'text',
  spec.allowedInMath !== false && 'math',
  spec.allowedInArgument && 'argument',
  spec.infix && 'infix',
  spec.primitive && 'primitive',
].filter(Boolean);

const isPlain = name => name.charCodeAt(0) < 0x80;
const names = table => Object.keys(table).filter(isPlain);
const tables = {
  version: JSON.parse(inPackage('package.json')).version,
  functions: rows(katex.functions, spec => ({
    kind: spec.type,
    arguments: spec.numArgs,
    optional: spec.numOptionalArgs ?? 0,
    types: spec.argTypes ?? [],
    flags: flags(spec),
  })),
  environments: rows(katex.environments, spec => ({ arguments: spec.numArgs })),
  macros: Object.fromEntries(Object.entries(katex.macros).map(
    ([name, body]) => [name, typeof body === 'string' ? body : null])),
  symbols: { math: names(katex.symbols.math), text: names(katex.symbols.text) },
  delimiters: [...katex.delimiters],
  scripts: Object.keys(katex.uSubsAndSups),
};

process.stdout.write(JSON.stringify(tables));
