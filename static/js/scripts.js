/* Fetches a script when it is wanted. A page that is one file has its scripts as `data:` URLs; their text
   is put into the page, since its policy names scripts in the page one by one, and `data:` would be all. */
(() => {
  'use strict';

  const BYTES = 'data:text/javascript;base64,';

  function run(script, bytes) {
    script.text = new TextDecoder().decode(Uint8Array.from(atob(bytes), letter => letter.charCodeAt()));
    document.head.append(script);
  }

  /* A promise of the script's end. */
  function load(address) {
    const script = document.createElement('script');
    if (address.startsWith(BYTES)) return Promise.resolve(run(script, address.slice(BYTES.length)));
    return new Promise((resolve, reject) => {
      document.head.append(Object.assign(script, { src: address, onload: resolve, onerror: reject }));
    });
  }

  (window.Diascope ??= { plugins: [] }).script = load;
})();
