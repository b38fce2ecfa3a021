/* How large pictures are. A frame is a figure, or a paragraph that holds pictures only, side by
   side or, where they come out much larger, one below the other. Its pictures take the room that
   the frame has, unless their author gave a size, and never more than twice the pixels of a bitmap. */
(() => {
  'use strict';

  const FRAMES = ['.body', '.column', 'div.fragment'].map(box => `${box} > :is(figure, .pictures)`).join();
  const GROWTH = 2;
  const ICON = 48;
  const CAPTION_GAP = 10;
  const GAP = 32;
  const UNKNOWN_RATIO = 16 / 9;
  const ROW_PREFERENCE = 2;

  /* The frames whose pictures are as large as their room allows. */
  function framed(box) {
    return [...box.querySelectorAll(FRAMES)].filter(frame => {
      const images = imagesOf(frame);
      const own = images.some(authored);
      frame.classList.toggle('authored', own);
      return images.length && !own;
    });
  }

  const imagesOf = frame => [...frame.querySelectorAll('img, svg.drawing')];

  /* Sets the pictures of a frame as large as its room allows, lets the frame end with them, and
     says what came of it: their proportions, their height, the share of the slide's body that they
     cover, and whether they are as large as they may become. */
  function size(frame) {
    const body = frame.closest('.body');
    frame.style.removeProperty('max-height');
    const images = imagesOf(frame);
    const ratios = images.map(ratioOf);
    const caption = frame.querySelector('figcaption');
    const below = caption ? caption.offsetHeight + CAPTION_GAP : 0;
    const { flow, boxes } = arranged(ratios, frame.clientWidth, frame.clientHeight - below);
    const sizes = images.map((image, at) => {
      const largest = largestWidth(image);
      const width = Math.max(1, Math.floor(Math.min(boxes[at], largest)));
      image.dataset.sized = '';
      Object.assign(image.style, { width: `${width}px`, height: 'auto', aspectRatio: ratios[at] });
      return { width, height: width / ratios[at], full: width >= largest - 1 };
    });
    frame.dataset.flow = flow;
    const heights = sizes.map(one => one.height);
    const gaps = (images.length - 1) * GAP;
    const height = flow === 'row' ? Math.max(...heights) : sum(heights) + gaps;
    if (!frame.matches(':only-child')) frame.style.maxHeight = `${Math.ceil(height + below)}px`;
    const area = sum(sizes.map(one => one.width * one.height));
    const ratio = flow === 'row' ? sum(ratios) : 1 / sum(ratios.map(one => 1 / one));
    return { ratio, height, share: area / (body.clientWidth * body.clientHeight), full: sizes.every(one => one.full) };
  }

  /* The widths of pictures that have one height in a row, or one width in a column. */
  function arranged(ratios, width, height) {
    const gaps = (ratios.length - 1) * GAP;
    const upright = sum(ratios.map(ratio => 1 / ratio));
    const tall = Math.min(height, (width - gaps) / sum(ratios));
    const wide = Math.min(width, (height - gaps) / upright);
    const isRow = ratios.length < 2 || tall * tall * sum(ratios) * ROW_PREFERENCE >= wide * wide * upright;
    return isRow ? { flow: 'row', boxes: ratios.map(ratio => tall * ratio) } : { flow: 'column', boxes: ratios.map(() => wide) };
  }

  const sum = numbers => numbers.reduce((total, one) => total + one, 0);

  function reset(box) {
    for (const frame of framed(box)) {
      imagesOf(frame).forEach(image => image.style.removeProperty('width'));
      frame.style.removeProperty('max-height');
    }
  }

  /* The proportions of a frame's pictures side by side. */
  const rowRatio = frame => sum(imagesOf(frame).map(ratioOf));

  function ratioOf(image) {
    if (image.viewBox) return image.viewBox.baseVal.width / image.viewBox.baseVal.height;
    if (image.naturalWidth && image.naturalHeight) return image.naturalWidth / image.naturalHeight;
    return image.getAttribute('width') / image.getAttribute('height') || UNKNOWN_RATIO;
  }

  /* Drawings grow without bounds, but for those that are as small as badges and icons. */
  function largestWidth(image) {
    const isLoaded = !image.viewBox && image.naturalWidth;
    const [width, height] = isLoaded ? [image.naturalWidth, image.naturalHeight] : ['width', 'height'].map(name => image.getAttribute(name));
    if (!width || (isVector(image) && height > ICON)) return Infinity;
    return width * GROWTH;
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
    return Boolean(image.viewBox) || /\.svg($|[?#])|^data:image\/svg/.test(image.currentSrc || image.src);
  }

  Object.assign(window.Diascope ??= { plugins: [] }, { pictures: { framed, size, reset, rowRatio } });
})();
