// A link as a code that phones read.

import QrCreator from 'qr-creator';

/** Enough for a screen with three pixels to each of its points. */
const CODE_PIXELS = 528;

/** Black on white whatever the colours of the page are: cameras want it so. @param {Element} view @param {string | undefined} text */
export function paintCode(view, text) {
  const canvas = /** @type {HTMLCanvasElement | null} */ (view.querySelector('canvas.qr'));
  if (!canvas || !text || canvas.dataset.text === text) return;
  canvas.dataset.text = text;
  QrCreator.render({ text, ecLevel: 'M', quiet: 2, size: CODE_PIXELS, fill: '#000', background: '#fff', radius: 0 }, canvas);
}
