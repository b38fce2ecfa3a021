/* The reading view shows the picture behind a slide by a custom property (reading.css). The build
   writes it; a page in one file has the picture only once, as reveal's attribute. */
(() => {
  'use strict';

  /* A `data:` URL is one picture; else the first of a list is the topmost. */
  const first = pictures => (pictures.startsWith('data:') ? pictures : pictures.split(',')[0].trim());

  function backdrops() {
    for (const section of document.querySelectorAll('section.on-picture:not([style*="--picture"])')) {
      const { backgroundImage, backgroundVideo, background } = section.dataset;
      const pictures = backgroundImage ?? (backgroundVideo ? '' : background);
      if (pictures) section.style.setProperty('--picture', `url(${JSON.stringify(first(pictures.trim()))})`);
    }
  }

  Object.assign(window.Diascope ??= { plugins: [] }, { backdrops });
})();
