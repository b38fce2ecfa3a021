/* The slides of the page with the marks of what they show, and changing them as told. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  let stacks = [];

  const container = () => document.querySelector('.reveal .slides');
  const boxOf = stack => (stack.length > 1 ? stack[0].section.parentElement : stack[0].section);

  /* Reads the page: the marks tell which sections are slides and which are stacks. */
  function read(marks) {
    const tops = marks.length ? [...container().children].filter(box => box.matches('section')) : [];
    stacks = marks.map((stack, at) => {
      const sections = stack.length > 1 ? [...tops[at].children].filter(box => box.matches('section')) : [tops[at]];
      return stack.map((mark, index) => ({ mark, section: sections[index] }));
    });
  }

  /* Makes the changes; says which sections are new or changed, and whether any came or went. */
  function change({ morph = [], splice }) {
    const before = stacks.flat();
    const touched = [];
    for (const [at, html, mark] of morph) {
      before[at].mark = mark;
      DiascopeLive.morph(before[at].section, html);
      touched.push(before[at].section);
    }
    if (splice) restack(before, splice, touched);
    return { touched, restacked: Boolean(splice) };
  }

  function restack(before, [first, last, wanted], touched) {
    const added = ([html, mark]) => {
      const section = DiascopeLive.create(html);
      touched.push(section);
      return { mark, section };
    };
    const fresh = wanted.map(stack => stack.map(one => (typeof one === 'number' ? before[one] : added(one))));
    const old = stacks.slice(first, last);
    const next = stacks[last] ? boxOf(stacks[last]) : null;
    const gone = new Set([...old.filter(stack => stack.length > 1).map(boxOf), ...old.flat().map(slide => slide.section)]);
    stacks.splice(first, last - first, ...fresh);
    const boxes = fresh.map(stack => box(stack, gone));
    putBefore(container(), boxes, next);
    gone.forEach(element => element.remove());
  }

  /* The element of a stack, with its slides in it; what is still used is taken off `gone`. */
  function box(stack, gone) {
    for (const slide of stack) gone.delete(slide.section);
    if (stack.length === 1) return stack[0].section;
    const known = stack.map(slide => slide.section.parentElement).find(parent => gone.has(parent));
    const element = known ?? document.createElement('section');
    gone.delete(element);
    putBefore(element, stack.map(slide => slide.section), null);
    return element;
  }

  /* Puts elements in order before another one, moving only those that stand elsewhere. */
  function putBefore(parent, elements, next) {
    let following = next;
    for (const element of elements.reverse()) {
      if (element.parentElement !== parent || element.nextElementSibling !== following) {
        parent.insertBefore(element, following);
      }
      following = element;
    }
  }

  Object.assign(DiascopeLive, {
    slides: {
      read,
      change,
      marks: () => stacks.map(stack => stack.map(slide => slide.mark)),
      at: index => stacks.flat()[index]?.section,
      indexOf: section => stacks.flat().findIndex(slide => slide.section === section),
    },
  });
})();
