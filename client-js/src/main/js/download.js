import {PiecemealError} from './errors.js';
import {Sha256} from './sha256.js';

/**
 * @typedef {object} DownloadOptions
 * @property {AbortSignal} [signal]
 * @property {(progress: {received: number, total: number}) => void} [onProgress]
 * @property {number} [start] the first byte that is wanted; 0 by default. From elsewhere no digest can be checked
 * @property {boolean} [partial] whether the bytes that are there are wanted of an upload that is not complete, too; by default it is
 *   refused, with the code `file-incomplete`
 * @property {boolean} [digest] whether the digest of a complete file is checked; by default it is
 */

/** The content of a file, which goes on behind a broken connection. */
export class Download {
  #transport;
  #options;
  #file;

  /**
   * @param {import('./transport.js').Transport} transport
   * @param {import('./index.js').PiecemealFile} file
   * @param {DownloadOptions} options
   */
  constructor(transport, file, options) {
    this.#transport = transport;
    this.#file = file;
    this.#options = options;
  }

  /** What the service says of it. */
  get file() {
    return this.#file;
  }

  /**
   * Its bytes as they come. If they end without an error, they are all, and of a complete file they are those of its digest.
   *
   * @returns {AsyncGenerator<Uint8Array, void, void>}
   */
  [Symbol.asyncIterator]() {
    return this.#pieces(this.#options.signal);
  }

  /**
   * @param {AbortSignal} [signal]
   * @returns {AsyncGenerator<Uint8Array, void, void>}
   */
  async *#pieces(signal) {
    const {start = 0, onProgress} = this.#options;
    const expected = this.#options.digest !== false && start === 0 ? this.#file.sha256 : null;
    const digest = expected ? new Sha256() : null;
    /** @type {{at: number, end: number, tag: string | null}} */
    const place = {at: start, end: this.#file.size, tag: null};
    while (place.at < place.end || place.tag === null) {
      const {answer, pieces, first} = await this.#transport.patiently(() => this.#begin(place, signal), signal);
      try {
        for (let bytes = first; bytes; bytes = await nextOf(pieces)) {
          place.at += bytes.length;
          digest?.update(bytes);
          onProgress?.({received: place.at, total: place.end});
          yield bytes;
        }
      } finally {
        answer.close();
        await pieces.return();
      }
    }
    if (digest && digest.hex() !== expected) {
      throw new PiecemealError('The bytes that came are not those of the file.', {
        code: 'checksum-mismatch',
        facts: {expected_sha256: expected, actual_sha256: digest.hex()},
      });
    }
  }

  /**
   * Asks until there is an answer that brings bytes.
   *
   * @param {{at: number, end: number, tag: string | null}} place
   * @param {AbortSignal} [signal]
   */
  async #begin(place, signal) {
    const answer = await this.#open(place, signal);
    const pieces = answer.pieces();
    try {
      const first = (await pieces.next()).value ?? null;
      if (first === null && place.at < place.end) {
        throw new PiecemealError('The content ended early.', {code: 'network', retryable: true});
      }
      return {answer, pieces, first};
    } catch (e) {
      answer.close();
      throw e;
    }
  }

  /**
   * Asks from a place on; for the same content as before.
   *
   * @param {{at: number, end: number, tag: string | null}} place
   * @param {AbortSignal} [signal]
   */
  async #open(place, signal) {
    /** @type {Record<string, string>} */
    const headers = {accept: '*/*'};
    if (place.at > 0) headers.range = `bytes=${place.at}-`;
    if (place.tag) headers['if-match'] = place.tag;
    const answer = await this.#transport.open('GET', `/files/${encodeURIComponent(this.#file.file_id)}/content`, {
      headers,
      signal,
    });
    try {
      const {status, headers: told} = answer.response;
      const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(told.get('content-range') ?? '');
      if (place.at > 0 && (status !== 206 || !range || Number(range[1]) !== place.at)) {
        throw new PiecemealError(`Wanted the bytes from ${place.at} on, got status ${status}.`, {code: 'bad-answer', status});
      }
      place.tag = told.get('etag') ?? '';
      place.end = range ? Number(range[3]) : Number(told.get('content-length') ?? place.end);
      return answer;
    } catch (e) {
      answer.close();
      throw e;
    }
  }

  /** @returns {ReadableStream<Uint8Array>} */
  stream() {
    // Of its own: an iterator that waits for bytes would hear of the end only behind them.
    const stop = new AbortController();
    const {signal} = this.#options;
    const relay = () => stop.abort(signal?.reason);
    const pieces = this.#pieces(stop.signal);
    return new ReadableStream({
      start() {
        signal?.addEventListener('abort', relay, {once: true});
        if (signal?.aborted) relay();
      },
      async pull(controller) {
        try {
          const {done, value} = await pieces.next();
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (e) {
          controller.error(e);
        }
        signal?.removeEventListener('abort', relay);
      },
      async cancel(reason) {
        signal?.removeEventListener('abort', relay);
        stop.abort(reason);
        await pieces.return();
      },
    });
  }

  /** All of it in memory. @returns {Promise<Blob>} */
  async blob() {
    return new Blob(/** @type {BlobPart[]} */ (await this.#all()), {type: this.#file.content_type});
  }

  /** All of it in memory. @returns {Promise<Uint8Array>} */
  async bytes() {
    const pieces = await this.#all();
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  /** @returns {Promise<Uint8Array[]>} */
  async #all() {
    const pieces = [];
    for await (const piece of this) pieces.push(piece);
    return pieces;
  }
}

/**
 * Nothing where the connection breaks, too: some bytes came, so there is patience for the next answer.
 *
 * @param {AsyncGenerator<Uint8Array, void, void>} pieces
 * @returns {Promise<Uint8Array | null>}
 */
async function nextOf(pieces) {
  try {
    return (await pieces.next()).value ?? null;
  } catch (e) {
    if (e instanceof PiecemealError && e.retryable) return null;
    throw e;
  }
}
