/* Fetches scripts and style sheets when they are wanted. A page that is one file has its scripts as `data:` URLs; their text
   is put into the page, since its policy names scripts in the page one by one, and `data:` would be all. */
(() => {
  'use strict';

  const BYTES = 'data:text/javascript;base64,';

  function run(script, bytes) {
    script.text = new TextDecoder().decode(Uint8Array.from(atob(bytes), letter => letter.charCodeAt()));
    document.head.append(script);
  }

  function fetched(element, attributes) {
    return new Promise((resolve, reject) => {
      document.head.append(Object.assign(element, attributes, { onload: resolve, onerror: reject }));
    });
  }

  /* A promise of the script's end. */
  function script(address) {
    const element = document.createElement('script');
    if (address.startsWith(BYTES)) return Promise.resolve(run(element, address.slice(BYTES.length)));
    return fetched(element, { src: address });
  }

  const sheet = address => fetched(document.createElement('link'), { rel: 'stylesheet', href: address });

  Object.assign(window.Diascope ??= { plugins: [] }, { script, sheet });
})();
