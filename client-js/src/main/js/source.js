import {PiecemealError} from './errors.js';

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
 * @property {() => Promise<void>} close reads no more; what was read stays valid
 */

/**
 * @param {Uploadable} what
 * @returns {Source}
 */
export function sourceOf(what) {
  if (what instanceof Blob) return new BlobSource(what);
  if (what instanceof Uint8Array) return new BytesSource(what);
  if (what instanceof ArrayBuffer) return new BytesSource(new Uint8Array(what));
  if (what instanceof ReadableStream) return new PiecesSource(piecesOf(what));
  if (what && typeof what === 'object' && Symbol.asyncIterator in what) return new PiecesSource(what);
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

  async close() {}
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

  async close() {}
}

/** @implements {Source} */
class PiecesSource {
  #pieces;
  /** @type {Uint8Array} */
  #rest = new Uint8Array(0);
  size = null;

  /** @param {AsyncIterable<Uint8Array>} pieces */
  constructor(pieces) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** @param {number} count */
  async read(count) {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      if (this.#rest.length === 0) {
        const {done, value} = await this.#pieces.next();
        if (done) break;
        if (!(value instanceof Uint8Array)) throw new TypeError('The pieces of a stream have to be bytes (Uint8Array).');
        this.#rest = value;
      }
      const taken = this.#rest.subarray(0, count - filled);
      bytes.set(taken, filled);
      filled += taken.length;
      this.#rest = this.#rest.subarray(taken.length);
    }
    return bytes.subarray(0, filled);
  }

  async close() {
    await this.#pieces.return?.();
  }
}

/**
 * Not every browser iterates over streams by itself.
 *
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {AsyncGenerator<Uint8Array, void, void>}
 */
async function* piecesOf(stream) {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const {done, value} = await reader.read();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel();
    reader.releaseLock();
  }
}
