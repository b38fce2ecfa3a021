/* All slides by number and title; a click on one goes there. */
(() => {
  'use strict';

  const { element, numbered, speaker, titleOf } = window.Diascope;

  const listed = () => numbered(null, speaker.slides()).map((one, slide) => ({ ...one, slide, title: titleOf(one.section) }));

  function list(choose) {
    const dialog = element('dialog', 'list');
    dialog.setAttribute('aria-label', 'All slides');
    const close = element('button', 'close', 'Close');
    close.type = 'button';
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());

    function entry({ section, slide, number, title }, current) {
      const button = element('button', 'entry', element('span', 'number', number ? String(number) : '·'), element('span', '', title || 'No heading'));
      button.type = 'button';
      button.classList.toggle('section', section.matches('.title-slide'));
      button.classList.toggle('below', section.matches('.extra'));
      if (slide === current) button.setAttribute('aria-current', 'true');
      button.addEventListener('click', () => {
        dialog.close();
        choose(slide);
      });
      return element('li', '', button);
    }

    return {
      dialog,
      toggle(current) {
        if (dialog.open) return dialog.close();
        dialog.replaceChildren(close, element('ol', '', ...listed().map(one => entry(one, current))));
        dialog.showModal();
        dialog.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
        return dialog.querySelector('[aria-current]')?.focus();
      },
    };
  }

  Object.assign(window.Diascope, { list, listed });
})();
