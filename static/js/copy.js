/* A copy button on every code block, and one on every step of a terminal that has several. Of a
   terminal they copy the commands alone, as they were typed: no prompts and no output. */
(() => {
  'use strict';

  const SHOWN_FOR = 2000;
  let status;

  /* The text of code as it was written: a tab is shown as an element that holds spaces. */
  function written(code) {
    const copy = code.cloneNode(true);
    for (const tab of copy.querySelectorAll('.tab')) tab.textContent = '\t';
    return copy.textContent;
  }

  /* The code of a block or of a step, without what a terminal shows besides commands. */
  function typed(part) {
    const code = part.cloneNode(true);
    code.querySelectorAll('.prompt, .output, .copy').forEach(one => one.remove());
    return written(code).replace(/\n$/, '');
  }

  function textOf(block) {
    if (block.matches('.step')) return typed(block);
    const steps = [...block.querySelectorAll('.step')].filter(step => step.querySelector('.command'));
    return steps.length ? steps.map(typed).join('\n') : typed(block.querySelector('pre'));
  }

  /* What is selected within one block of code is copied with its tabs. */
  function copySelection(event) {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const inner = range.commonAncestorContainer;
    const element = inner.nodeType === Node.ELEMENT_NODE ? inner : inner.parentElement;
    const part = range.cloneContents();
    if (!element.closest('pre') || !part.querySelector('.tab')) return;
    event.clipboardData.setData('text/plain', written(part));
    event.preventDefault();
  }

  /* Pages opened from a file may not have a clipboard: then copy from a field. */
  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement('textarea');
      field.value = text;
      field.className = 'visually-hidden';
      field.style.position = 'fixed';
      document.body.append(field);
      field.select();
      const copied = document.execCommand('copy');
      field.remove();
      return copied;
    }
  }

  function button(block, label) {
    const element = document.createElement('button');
    element.type = 'button';
    element.lang = 'en';
    element.className = 'copy';
    if (label) {
      // The label of a step's button is drawn, so that it is no part of the text of the code.
      element.setAttribute('aria-label', label);
    } else {
      element.textContent = 'Copy';
    }
    element.addEventListener('click', async () => {
      const copied = await write(textOf(block));
      element.focus({ preventScroll: true });
      status.textContent = copied ? 'Copied' : 'Not copied';
      if (label) element.dataset.said = status.textContent;
      else element.textContent = status.textContent;
      element.classList.add('done');
      setTimeout(() => {
        if (label) delete element.dataset.said;
        else element.textContent = 'Copy';
        status.textContent = '';
        element.classList.remove('done');
      }, SHOWN_FOR);
    });
    // Space and Enter press the button and are not for turning slides.
    element.addEventListener('keydown', event => {
      if (event.key === ' ' || event.key === 'Enter') event.stopPropagation();
    });
    return element;
  }

  const copy = {
    id: 'copy',

    init(deck) {
      status = document.createElement('div');
      status.className = 'visually-hidden';
      status.setAttribute('role', 'status');
      status.setAttribute('aria-live', 'polite');
      status.lang = 'en';
      document.body.append(status);
      document.addEventListener('copy', copySelection);
      this.slide(deck.getSlidesElement());
    },

    /* Prepares a slide that is new on the page. */
    slide(section) {
      section.querySelectorAll('div.sourceCode').forEach(block => {
        if (!block.querySelector(':scope > .copy')) block.prepend(button(block));
        const steps = [...block.querySelectorAll('.step:has(.command)')];
        if (steps.length < 2) return;
        steps.forEach((step, at) => {
          if (!step.querySelector(':scope > .copy')) step.append(button(step, `Copy command ${at + 1}`));
        });
      });
    },
  };

  (window.Diascope ??= { plugins: [] }).plugins.push(copy);
})();
