/* What is wrong with the sources, on the page: opened when there are errors, one line when
   there are only warnings, and gone when all is well. Notices go by themselves. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  const NOTICE_FOR = 4000;

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  function excerpt({ line, excerpt: parts }) {
    const [before, meant, after] = parts;
    return element('pre', 'excerpt', element('span', 'line', `${line}  `), before, element('mark', '', meant), after);
  }

  function item(diagnostic) {
    const made = element('li', diagnostic.severity);
    made.append(
      element('p', 'where', element('b', '', diagnostic.place), ` ${diagnostic.severity}[${diagnostic.code}]`),
      element('p', 'message', diagnostic.message),
    );
    if (diagnostic.excerpt) made.append(excerpt(diagnostic));
    if (diagnostic.hint) made.append(element('p', 'hint', diagnostic.hint));
    return made;
  }

  function title(diagnostics) {
    const count = kind => diagnostics.filter(one => one.severity === kind).length;
    const words = (number, word) => (number ? [`${number} ${word}${number === 1 ? '' : 's'}`] : []);
    return [...words(count('error'), 'error'), ...words(count('warning'), 'warning')].join(', ');
  }

  function show(diagnostics) {
    const known = document.getElementById('live-diagnostics');
    if (!diagnostics.length) {
      known?.remove();
      return;
    }
    const panel = element('details', '', element('summary', '', title(diagnostics)), element('ol', '', ...diagnostics.map(item)));
    panel.id = 'live-diagnostics';
    panel.lang = 'en';
    panel.open = diagnostics.some(one => one.severity === 'error') || Boolean(known?.open);
    panel.addEventListener('keydown', event => event.stopPropagation());
    if (known) known.replaceWith(panel);
    else document.body.append(panel);
  }

  let hiding;

  function notice(text) {
    let box = document.getElementById('live-notice');
    if (!box) {
      box = element('div');
      box.id = 'live-notice';
      box.setAttribute('role', 'status');
      box.lang = 'en';
      document.body.append(box);
    }
    box.textContent = text;
    clearTimeout(hiding);
    hiding = setTimeout(() => box.remove(), NOTICE_FOR);
  }

  Object.assign(DiascopeLive, { overlay: { show, notice } });
})();
