/* Starts reveal.js with the options that the build has written, unless the page is being read as an article or is the speaker's view. */
(() => {
  'use strict';

  if (document.documentElement.classList.contains('no-js')) return window.Diascope.backdrops();

  if (window.Diascope.loadView) return window.Diascope.loadView();

  const options = JSON.parse(document.getElementById('reveal-options').textContent);
  const plugins = [RevealZoom, ...window.Diascope.plugins];
  Reveal.initialize({ ...options, display: 'flex', plugins });
  Reveal.on('ready', () => document.dispatchEvent(new Event('diascope:started')));
})();
