/* How large pictures are. The image of a figure takes the room that its figure has, unless
   its author gave a size, and never more than twice the pixels of a bitmap. */
(() => {
  'use strict';

  const BITMAP_GROWTH = 2;
  const CAPTION_GAP = 10;
  const UNKNOWN_RATIO = 16 / 9;

  /* The images of figures that are as large as their room allows. */
  function framed(box) {
    const images = box.querySelectorAll(':is(.body, .column, div.fragment) > figure img');
    return [...images].filter(image => {
      const own = authored(image);
      image.closest('figure').classList.toggle('authored', own);
      return !own;
    });
  }

  /* Sets an image as wide as its figure's room allows, lets the figure end with it, and
     says what came of it: the share of the slide's body that it covers, and whether it is
     as large as it may become. */
  function size(image) {
    const figure = image.closest('figure');
    const body = image.closest('.body');
    const caption = figure.querySelector('figcaption');
    const below = caption ? caption.offsetHeight + CAPTION_GAP : 0;
    figure.style.removeProperty('max-height');
    const ratio = ratioOf(image);
    const largest = isVector(image) || !image.naturalWidth ? Infinity : image.naturalWidth * BITMAP_GROWTH;
    const room = Math.min(figure.clientWidth, (figure.clientHeight - below) * ratio);
    const width = Math.max(1, Math.floor(Math.min(room, largest)));
    const height = width / ratio;
    image.dataset.sized = '';
    Object.assign(image.style, { width: `${width}px`, height: 'auto', aspectRatio: ratio });
    if (!figure.matches(':only-child')) figure.style.maxHeight = `${Math.ceil(height + below)}px`;
    return { ratio, height, share: width * height / (body.clientWidth * body.clientHeight), full: width >= largest - 1 };
  }

  function reset(box) {
    for (const image of framed(box)) {
      image.style.removeProperty('width');
      image.closest('figure').style.removeProperty('max-height');
    }
  }

  function ratioOf(image) {
    if (image.naturalWidth && image.naturalHeight) return image.naturalWidth / image.naturalHeight;
    return image.getAttribute('width') / image.getAttribute('height') || UNKNOWN_RATIO;
  }

  /* Whether the author said how large an image is to be. Width and height together are
     what the build adds, and then they are those of the file. */
  function authored(image) {
    if (!('sized' in image.dataset) && (image.style.width || image.style.height)) return true;
    const [width, height] = ['width', 'height'].map(name => image.getAttribute(name));
    if (!width || !height) return Boolean(width || height);
    return Boolean(image.naturalWidth) && !isVector(image) && Math.abs(image.naturalWidth - width) > 1;
  }

  function isVector(image) {
    return /\.svg($|[?#])|^data:image\/svg/.test(image.currentSrc || image.src);
  }

  Object.assign(window.Diascope ??= { plugins: [] }, { pictures: { framed, size, reset, ratioOf } });
})();
