/* Files that a page shows: style sheets are swapped for new ones once those have arrived,
   pictures are asked for again under an address that no cache knows. */
(() => {
  'use strict';

  const { DiascopeLive } = window;
  const SOURCES = ['src', 'poster', 'data-src', 'data-background-image', 'data-background-video'];
  const versions = new Map();

  const bare = address => address.split('?')[0];

  function swapSheets(sheets) {
    for (const [href, version] of sheets) {
      const old = [...document.querySelectorAll('link[rel=stylesheet]')].filter(link => bare(link.getAttribute('href')) === href);
      if (!old.length) continue;
      const fresh = old.at(-1).cloneNode();
      fresh.href = `${href}?v=${version}`;
      fresh.onload = fresh.onerror = () => {
        old.forEach(link => link.remove());
        if (window.Reveal?.isReady()) { Reveal.layout(); Reveal.getPlugin('fit')?.again(); }
      };
      old.at(-1).after(fresh);
    }
  }

  function renewPictures(paths) {
    for (const path of paths) {
      const { pathname } = new URL(path.split('/').map(encodeURIComponent).join('/'), `${location.origin}/`);
      versions.set(decodeURIComponent(pathname), (versions.get(decodeURIComponent(pathname)) ?? 0) + 1);
    }
    document.querySelectorAll('.slides section').forEach(section => refresh(section) && window.Reveal?.syncSlide?.(section));
  }

  /* Gives the files below an element their newest addresses; says whether any changed. */
  function refresh(root) {
    if (!versions.size) return false;
    const selector = SOURCES.map(name => `[${name}]`).join();
    return [root, ...root.querySelectorAll(selector)].map(element => SOURCES.map(name => renew(element, name)).some(Boolean)).some(Boolean);
  }

  function renew(element, name) {
    const address = element.getAttribute(name);
    if (!address || /^(data|blob):/.test(address)) return false;
    const version = versions.get(decodeURIComponent(new URL(address, location.href).pathname));
    const wanted = version ? `${bare(address)}?live=${version}` : address;
    if (wanted !== address) element.setAttribute(name, wanted);
    return wanted !== address;
  }

  Object.assign(DiascopeLive, { files: { swapSheets, renewPictures, refresh } });
})();
