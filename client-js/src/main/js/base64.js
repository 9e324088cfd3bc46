// What String.fromCharCode takes as arguments everywhere.
const AT_ONCE = 0x8000;

/**
 * RFC 4648 section 4, padded, on one line.
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function base64(bytes) {
  const native = /** @type {{toBase64?: () => string}} */ (/** @type {unknown} */ (bytes)).toBase64;
  if (native) return native.call(bytes);
  let binary = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    binary += String.fromCharCode.apply(null, /** @type {number[]} */ (/** @type {unknown} */ (bytes.subarray(at, at + AT_ONCE))));
  }
  return btoa(binary);
}
