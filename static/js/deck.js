/* Starts reveal.js with the deck's own options, unless the page is being read as an article. */
(() => {
  'use strict';

  const DEFAULTS = {
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    controls: true,
    progress: true,
    hash: true,
    slideNumber: 'c/t',
    transition: 'none',
    backgroundTransition: 'none',
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    scrollActivationWidth: null,
  };

  if (document.documentElement.classList.contains('no-js')) return;

  const options = JSON.parse(document.getElementById('reveal-options').textContent);
  const plugins = [RevealSearch, RevealZoom, ...window.Diascope.plugins];
  Reveal.initialize({ ...DEFAULTS, ...options, display: 'flex', plugins });
})();
