/* The reading view shows the picture behind a slide by a custom property (reading.css), which is
   set when that view is shown; without it a browser would load all of them at once. */
(() => {
  'use strict';

  function backdrops() {
    for (const section of document.querySelectorAll('section[data-background-image]')) {
      const [first] = section.dataset.backgroundImage.split(',');
      section.style.setProperty('--picture', `url(${JSON.stringify(first.trim())})`);
    }
  }

  Object.assign(window.Diascope ??= { plugins: [] }, { backdrops });
})();
