import {ChunkSize} from './chunk-size.js';
import {PiecemealError} from './errors.js';
import {sourceOf} from './source.js';

/**
 * @typedef {object} TicketUploadOptions
 * @property {AbortSignal} [signal]
 * @property {(progress: {sent: number, total: number | null}) => void} [onProgress]
 * @property {number} [partSize] the most bytes of a request; 8 MiB by default
 */

const PART = 8 << 20;
// What is there already is compared by the service, so that another file than the one that was begun is noticed.
const OVERLAP = 64 << 10;

/**
 * Sends bytes to the URL of a ticket, from where the service has them on. No key is sent.
 *
 * @param {import('./transport.js').Transport} transport
 * @param {string} url
 * @param {import('./source.js').Uploadable} what
 * @param {TicketUploadOptions} options
 * @returns {Promise<{size: number}>} of the whole file
 */
export async function sendToTicket(transport, url, what, options) {
  const {signal, onProgress} = options;
  const source = sourceOf(what, signal);
  const parts = new ChunkSize(options.partSize ?? PART);

  /** @returns {Promise<any>} */
  const ask = () => transport.once('GET', url, {anonymous: true, signal});

  /**
   * @param {Uint8Array} bytes
   * @param {number} start
   * @param {number | null} total bytes of the file, where these are its last
   */
  function put(bytes, start, total) {
    const range = `bytes ${start}-${start + bytes.length - 1}/${total ?? source.size ?? '*'}`;
    return transport.once('PUT', url, {
      // Of no media type: what the file is was said when the session was opened.
      body: /** @type {BodyInit} */ (bytes),
      headers: bytes.length > 0 ? {'content-range': range, 'content-type': 'application/octet-stream'} : {},
      anonymous: true,
      signal,
    });
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} start
   * @param {number | null} total
   * @returns {Promise<number>} how many of them the service has now
   */
  function sendSome(bytes, start, total) {
    return transport.patiently(async (_, last) => {
      if (last) {
        const stored = await storedSince(start);
        if (stored > 0) return Math.min(stored, bytes.length);
        parts.shrink();
      }
      const piece = bytes.subarray(0, parts.value);
      try {
        await put(piece, start, total);
        return piece.length;
      } catch (e) {
        const refused = e instanceof PiecemealError && e.status === 413 && e.code.startsWith('http-');
        if (!refused || !parts.refuse()) throw e;
        throw new PiecemealError(e.message, {code: 'part-too-large', status: 413, retryable: true, cause: e});
      }
    }, signal);
  }

  /** @param {number} start */
  async function storedSince(start) {
    try {
      return (await ask()).size - start;
    } catch (e) {
      // The answer to the last bytes was lost, and they used the ticket up.
      if (e instanceof PiecemealError && e.code === 'ticket-used') return Infinity;
      throw e;
    }
  }

  /**
   * Where the ticket's file ends; its holder's own bytes are from the ticket's offset on, and the source is the whole file.
   *
   * @param {number} size
   */
  async function pass(size) {
    for (let at = 0; at < size; ) {
      const {length} = await source.read(Math.min(PART, size - at));
      if (length === 0) {
        throw new PiecemealError(`The ticket's file has ${size} bytes already, this one only ${at}.`, {code: 'source-changed'});
      }
      at += length;
    }
  }

  try {
    const begun = await transport.call('GET', url, {anonymous: true, signal});
    let size = Math.max(begun.offset, begun.size - OVERLAP);
    await pass(size);
    let bytes = await source.read(parts.value);
    if (bytes.length === 0 && size === 0) await transport.patiently(() => put(bytes, 0, 0), signal);
    while (bytes.length > 0) {
      const next = await source.read(parts.value);
      const total = next.length === 0 ? size + bytes.length : null;
      for (let rest = bytes; rest.length > 0; ) {
        const stored = await sendSome(rest, size, total);
        rest = rest.subarray(stored);
        size += stored;
        parts.grow();
        onProgress?.({sent: size, total: source.size});
      }
      bytes = next;
    }
    return {size};
  } catch (e) {
    source.close(e);
    throw e;
  }
}
