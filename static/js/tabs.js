/* Tabs: a list of buttons above the panels that the build makes of `::: tabs` and `::: code-group`
   (WAI-ARIA's pattern: arrows, Home and End choose while a tab has the focus). On paper and without
   this script the panels stand one below the other. */
(() => {
  'use strict';

  /* By slide: which panel is chosen in each of its groups, by number, kept while the slide is edited. */
  const chosen = new WeakMap();
  let deck;
  let count = 0;

  const panelsOf = group => [...group.querySelectorAll(':scope > .tab-panel')];
  const groupsOf = root => [...root.querySelectorAll('.tabs:has(> .tab-panel)')];
  const tabsOf = group => [...group.querySelectorAll(':scope > .tab-list > button')];

  function choicesOf(group) {
    const section = group.closest('section');
    if (!chosen.has(section)) chosen.set(section, new Map());
    return [chosen.get(section), groupsOf(section).indexOf(group)];
  }

  function prepare(group) {
    const panels = panelsOf(group);
    group.querySelector(':scope > .tab-list')?.remove();
    const list = document.createElement('div');
    list.className = 'tab-list';
    list.setAttribute('role', 'tablist');
    list.append(...panels.map((panel, at) => button(group, panel, at)));
    panels[0].before(list);
    group.style.setProperty('--row', [...group.children].indexOf(list) + 2);
    group.dataset.tabs = '';
    list.addEventListener('keydown', event => pressed(event, group));
    const [choices, index] = choicesOf(group);
    choose(group, Math.min(choices.get(index) ?? 0, panels.length - 1));
  }

  function button(group, panel, at) {
    const element = document.createElement('button');
    element.type = 'button';
    element.id = `tab-${++count}`;
    element.textContent = panel.dataset.name;
    element.setAttribute('role', 'tab');
    panel.id ||= `panel-${count}`;
    element.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', element.id);
    panel.tabIndex = 0;
    element.addEventListener('click', event => {
      choose(group, at);
      // After a click with a pointer the arrow keys go on turning slides.
      if (event.detail) element.blur();
    });
    return element;
  }

  function choose(group, at) {
    const [choices, index] = choicesOf(group);
    choices.set(index, at);
    panelsOf(group).forEach((panel, number) => panel.toggleAttribute('data-chosen', number === at));
    tabsOf(group).forEach((tab, number) => {
      tab.setAttribute('aria-selected', number === at);
      tab.tabIndex = number === at ? 0 : -1;
    });
  }

  /* The tab that a key leads to, if it leads to one. */
  function target(event, group) {
    const count = tabsOf(group).length;
    const at = tabsOf(group).indexOf(event.target);
    const forward = getComputedStyle(group).direction === 'rtl' ? -1 : 1;
    const ways = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: count - 1 };
    return event.key in ways ? (ways[event.key] + count) % count : null;
  }

  function pressed(event, group) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = target(event, group);
    if (at !== null) {
      event.preventDefault();
      choose(group, at);
      tabsOf(group)[at].focus({ preventScroll: true });
    } else if (event.key !== ' ' && event.key !== 'Enter') {
      return;
    }
    event.stopPropagation();
  }

  /* A step within a panel shows its panel. */
  function follow({ fragment }) {
    const panel = fragment.closest('.tab-panel');
    const group = panel?.parentElement;
    if (group?.matches('[data-tabs]')) choose(group, panelsOf(group).indexOf(panel));
  }

  /* Shows the panels that an element stands in, the inner ones first. */
  function open(element) {
    for (let panel = element.closest('.tab-panel'); panel; panel = panel.parentElement.closest('.tab-panel')) follow({ fragment: panel });
  }

  const plugin = {
    id: 'tabs',
    open,

    init(reveal) {
      deck = reveal;
      if (deck.getConfig().view === 'print') return;
      this.slide(deck.getSlidesElement());
      deck.on('fragmentshown', follow);
    },

    /* Prepares a slide that is new on the page or has changed. */
    slide: root => groupsOf(root).forEach(prepare),
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(plugin);
})();
