import {PiecemealError} from './errors.js';
import {unlessStopped} from './stop.js';

/**
 * What can be uploaded. Of a stream the pieces are bytes.
 *
 * @typedef {Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>} Uploadable
 */

/**
 * The bytes of what is uploaded, in order.
 *
 * @typedef {object} Source
 * @property {number | null} size of all bytes, or null where only their end tells
 * @property {(count: number) => Promise<Uint8Array>} read the next bytes: fewer than wanted only at the end, none behind it
 * @property {(reason: unknown) => void} close no more is read, for this reason; what was read stays valid
 */

/**
 * @param {Uploadable} what
 * @param {AbortSignal} [signal] ends a read that waits, with its reason
 * @returns {Source}
 */
export function sourceOf(what, signal) {
  const source = unstoppable(what);
  return {
    size: source.size,
    async read(count) {
      signal?.throwIfAborted();
      return unlessStopped(source.read(count), signal);
    },
    close: (reason) => source.close(reason),
  };
}

/**
 * @param {Uploadable} what
 * @returns {Source}
 */
function unstoppable(what) {
  if (what instanceof Blob) return new BlobSource(what);
  if (what instanceof Uint8Array) return new BytesSource(what);
  if (what instanceof ArrayBuffer) return new BytesSource(new Uint8Array(what));
  if (what instanceof ReadableStream) return new PiecesSource(piecesOf(what));
  if (what && typeof what === 'object' && Symbol.asyncIterator in what) return new PiecesSource(iterated(what));
  throw new TypeError('Only a Blob, a File, bytes, a ReadableStream or an AsyncIterable of bytes can be uploaded.');
}

/** @implements {Source} */
class BlobSource {
  #blob;
  #at = 0;

  /** @param {Blob} blob */
  constructor(blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  /** @param {number} count */
  async read(count) {
    const end = Math.min(this.#at + count, this.#blob.size);
    try {
      const bytes = new Uint8Array(await this.#blob.slice(this.#at, end).arrayBuffer());
      this.#at = end;
      return bytes;
    } catch (e) {
      // As browsers say where the file was changed or removed since it was chosen.
      throw new PiecemealError('The file cannot be read: it was changed or removed since it was chosen.', {
        code: 'source-unreadable',
        cause: e,
      });
    }
  }

  close() {}
}

/** @implements {Source} */
class BytesSource {
  #bytes;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  /** @param {number} count */
  async read(count) {
    const bytes = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += bytes.length;
    return bytes;
  }

  close() {}
}

/**
 * @typedef {object} Pieces
 * @property {() => Promise<{done?: boolean, value?: unknown}>} next
 * @property {(reason: unknown) => unknown} end tells the one who gives them, who may never answer
 */

/** @implements {Source} */
class PiecesSource {
  #pieces;
  /** @type {Uint8Array} */
  #rest = new Uint8Array(0);
  #ended = false;
  size = null;

  /** @param {Pieces} pieces */
  constructor(pieces) {
    this.#pieces = pieces;
  }

  /** @param {number} count */
  async read(count) {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      if (this.#ended) break;
      const taken = this.#rest.subarray(0, count - filled);
      bytes.set(taken, filled);
      filled += taken.length;
      this.#rest = this.#rest.subarray(taken.length);
    }
    return bytes.subarray(0, filled);
  }

  /** @returns {Promise<Uint8Array>} */
  async #next() {
    if (this.#ended) return this.#rest;
    // A source that fails or ends by itself is not told to end, as in `for await`.
    const {done, value} = await this.#pieces.next().catch((e) => {
      this.#ended = true;
      throw e;
    });
    if (done) {
      this.#ended = true;
      return this.#rest;
    }
    if (!(value instanceof Uint8Array)) throw new TypeError('The pieces of a stream have to be bytes (Uint8Array).');
    return value;
  }

  /** @param {unknown} reason */
  close(reason) {
    if (this.#ended) return;
    this.#ended = true;
    // Nobody waits for it, and what fails here is not why the upload ended: that is told.
    new Promise((resolve) => resolve(this.#pieces.end(reason))).catch(() => {});
  }
}

/**
 * Not every browser iterates over streams by itself, and an iterator ends none that waits.
 *
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {Pieces}
 */
function piecesOf(stream) {
  const reader = stream.getReader();
  return {
    async next() {
      const piece = await reader.read();
      if (piece.done) reader.releaseLock();
      return piece;
    },
    end: (reason) => reader.cancel(reason).finally(() => reader.releaseLock()),
  };
}

/**
 * @param {AsyncIterable<Uint8Array> & {destroy?: () => unknown}} what
 * @returns {Pieces}
 */
function iterated(what) {
  const iterator = what[Symbol.asyncIterator]();
  return {
    next: async () => iterator.next(),
    // Of a stream of Node.js: `return` would come to it only behind its next piece.
    end: () => (typeof what.destroy === 'function' ? what.destroy() : iterator.return?.()),
  };
}
