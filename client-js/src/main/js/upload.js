import {base64} from './base64.js';
import {ChunkSize} from './chunk-size.js';
import {PiecemealError, mayNotRead} from './errors.js';
import {Sha256} from './sha256.js';
import {unlessStopped} from './stop.js';

/** @typedef {import('./index.js').PiecemealFile} PiecemealFile */
/** @typedef {import('./source.js').Uploadable} Uploadable */

/**
 * @typedef {object} Progress
 * @property {'checking' | 'sending' | 'completing'} phase checking is reading what was sent earlier again
 * @property {string} fileId
 * @property {number} sent how many bytes of the file the service has
 * @property {number | null} total bytes of the file, or null of a stream
 */

/**
 * @typedef {object} UploadOptions
 * @property {string} [filename] by default that of a File
 * @property {string} [contentType] by default that of a Blob
 * @property {AbortSignal} [signal] stops at once, also where a stream or a store does not answer; the session stays, so that it can
 *   be resumed
 * @property {(progress: Progress) => void} [onProgress]
 * @property {number} [chunkSize] the most bytes of a chunk; by default what the service recommends
 * @property {import('./state.js').StateStore} [store] where the state is kept, so that the same call later goes on
 * @property {string} [resumeKey] of the state; by default made of the filename, the size and when a File was changed
 * @property {string} [fileId] a session that is open: the bytes behind its present end are sent
 * @property {boolean} [digest] whether the digest of all bytes is computed and checked; by default it is
 */

const READ_AT_ONCE = 1 << 20;
// A proxy that finds a body too large may just break the connection.
const BREAKS_BEFORE_SHRINKING = 2;

/** One upload of one file. */
export class Upload {
  #transport;
  #options;
  #source;
  #size;
  #digest;
  #filename;
  #contentType;
  /** @type {import('./state.js').UploadState} */
  #state = {idempotencyKey: ''};
  #stateKey = '';
  #fileId = '';
  #offset = 0;

  /**
   * @param {import('./transport.js').Transport} transport
   * @param {Uploadable} what
   * @param {import('./source.js').Source} source its bytes; the caller closes it
   * @param {UploadOptions} options
   * @param {import('./index.js').Limits} limits
   */
  constructor(transport, what, source, options, limits) {
    this.#transport = transport;
    this.#options = options;
    this.#filename = options.filename ?? /** @type {{name?: string}} */ (what).name;
    if (options.fileId === undefined && !this.#filename) throw new TypeError('What is uploaded needs a filename.');
    this.#source = source;
    this.#size = new ChunkSize(Math.min(options.chunkSize ?? limits.recommended_chunk_bytes, limits.max_chunk_bytes));
    this.#digest = options.digest === false ? null : new Sha256();
    this.#refuseTooLarge(limits);
    if (options.store) this.#stateKey = options.resumeKey ?? this.#fingerprint(what);
    this.#contentType = options.contentType ?? (what instanceof Blob && what.type ? what.type : undefined);
  }

  /** @param {import('./index.js').Limits} limits */
  #refuseTooLarge({max_file_bytes: most}) {
    if (this.#source.size !== null && this.#source.size > most) {
      throw new PiecemealError(`The file has ${this.#source.size} bytes; at most ${most} fit.`, {
        code: 'file-too-large',
        facts: {max_file_bytes: most},
      });
    }
  }

  /** @param {Uploadable} what */
  #fingerprint(what) {
    if (this.#source.size === null) throw new TypeError('A stream that is to be resumed needs a resumeKey.');
    const changed = /** @type {{lastModified?: number}} */ (what).lastModified ?? '';
    return [this.#transport.base, this.#filename, this.#source.size, changed].join('|');
  }

  /** @returns {Promise<PiecemealFile>} */
  async run() {
    const file = await this.#begin();
    if (file.status !== 'complete') await this.#sendAll(file.size);
    return this.#finish();
  }

  /** @returns {Promise<PiecemealFile>} as the service has it */
  async #begin() {
    const {store, signal, fileId} = this.#options;
    if (fileId !== undefined) return this.#resume({idempotencyKey: '', fileId});
    const kept = await unlessStopped(store?.get(this.#stateKey), signal);
    if (kept?.fileId) {
      try {
        return await this.#resume(kept);
      } catch (e) {
        if (!(e instanceof PiecemealError && (e.status === 404 || e.status === 410))) throw e;
        // It expired or was deleted: begin anew.
        await unlessStopped(store?.delete(this.#stateKey), signal);
      }
    }
    if (kept && !kept.fileId) {
      // Perhaps opened, by a program that ended before the answer came.
      try {
        await this.#open(kept);
        return await this.#transport.call('GET', `/files/${this.#fileId}`, {signal});
      } catch (e) {
        const over = e instanceof PiecemealError && (REFUSED_KEYS.has(e.code) || e.status === 404);
        if (!over) throw e;
      }
    }
    return this.#open({idempotencyKey: crypto.randomUUID?.() ?? randomKey()});
  }

  /**
   * @param {import('./state.js').UploadState} state
   * @returns {Promise<PiecemealFile>}
   */
  async #open(state) {
    this.#state = state;
    // Before the call: if its answer is lost with this program, the next one finds the session by the key.
    await this.#keep({});
    const file = await this.#transport.call('POST', '/uploads', {
      json: {filename: this.#filename, content_type: this.#contentType},
      headers: {'idempotency-key': state.idempotencyKey},
      signal: this.#options.signal,
    });
    this.#fileId = file.file_id;
    await this.#keep({fileId: file.file_id, offset: 0});
    return file;
  }

  /**
   * @param {import('./state.js').UploadState} kept
   * @returns {Promise<PiecemealFile>}
   */
  async #resume(kept) {
    this.#state = kept;
    this.#fileId = kept.fileId ?? '';
    const file = await this.#transport.call('GET', `/files/${encodeURIComponent(this.#fileId)}`, {signal: this.#options.signal});
    const known = Math.min(kept.offset ?? file.size, file.size);
    await this.#pass(known);
    if (kept.prefixSha256 && this.#digest && known === kept.offset && this.#digest.hex() !== kept.prefixSha256) {
      throw new PiecemealError('This is not the file that was begun: its first bytes are others. Delete the state to begin anew.', {
        code: 'source-changed',
        facts: {file_id: this.#fileId, current_size: file.size},
      });
    }
    return file;
  }

  /**
   * Reads what the service has already.
   *
   * @param {number} count
   */
  async #pass(count) {
    while (this.#offset < count) {
      const bytes = await this.#source.read(Math.min(READ_AT_ONCE, count - this.#offset));
      if (bytes.length === 0) {
        throw new PiecemealError(`This is not the file that was begun: it ends at ${this.#offset} of ${count} bytes.`, {
          code: 'source-changed',
          facts: {file_id: this.#fileId, current_size: count},
        });
      }
      this.#digest?.update(bytes);
      this.#offset += bytes.length;
      this.#tell('checking');
    }
  }

  /** @param {number} stored how many bytes the service has: those behind the offset are sent for it to compare */
  async #sendAll(stored) {
    for (;;) {
      const most = this.#size.value;
      const bytes = await this.#source.read(this.#offset < stored ? Math.min(most, stored - this.#offset) : most);
      if (bytes.length === 0) return;
      const sent = this.#send(bytes);
      // While the chunk is under way.
      this.#digest?.update(bytes);
      await sent;
      await this.#keep({offset: this.#offset, prefixSha256: this.#digest?.hex()});
    }
  }

  /** @param {Uint8Array} bytes */
  async #send(bytes) {
    for (let rest = bytes; rest.length > 0; ) {
      const stored = await this.#sendPiece(rest);
      rest = rest.subarray(stored);
      this.#offset += stored;
      this.#size.grow();
      this.#tell('sending');
    }
  }

  /**
   * @param {Uint8Array} bytes a piece from the beginning of them is sent
   * @returns {Promise<number>} how many of them the service has now
   */
  #sendPiece(bytes) {
    let breaks = 0;
    return this.#transport.patiently(async (_, last) => {
      if (last && OUTCOME_UNKNOWN.has(last.code)) {
        // The answer may be all that was lost.
        const stored = this.#storedOf(bytes, await this.#stored());
        if (stored > 0) return stored;
        // The way is open and nothing arrived: perhaps less comes through.
        if (last.code !== 'outcome-unknown' && ++breaks % BREAKS_BEFORE_SHRINKING === 0) this.#size.shrink();
      }
      if (last?.code === 'request-timeout') this.#size.shrink();
      return this.#put(bytes);
    }, this.#options.signal);
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {Promise<number>}
   */
  async #put(bytes) {
    for (;;) {
      const piece = bytes.subarray(0, this.#size.value);
      try {
        await this.#transport.once('PUT', `/uploads/${this.#fileId}`, {
          json: {offset: this.#offset, data: base64(piece)},
          signal: this.#options.signal,
        });
        return piece.length;
      } catch (e) {
        if (!(e instanceof PiecemealError)) throw e;
        if (e.code === 'offset-mismatch' && typeof e.facts.expected_offset === 'number') {
          const stored = this.#storedOf(bytes, e.facts.expected_offset);
          if (stored > 0) return stored;
        }
        const tooLarge = e.status === 413 && e.code !== 'file-too-large';
        if (!tooLarge || !this.#size.refuse(e.facts.max_chunk_bytes)) throw e;
      }
    }
  }

  /**
   * How many of the bytes that are being sent the service has.
   *
   * @param {Uint8Array} bytes
   * @param {number} size of the file
   */
  #storedOf(bytes, size) {
    if (size < this.#offset) {
      throw new PiecemealError(`Another caller took bytes back: the file has ${size} bytes, and had ${this.#offset}.`, {
        code: 'upload-cut',
        facts: {file_id: this.#fileId, current_size: size},
      });
    }
    // More than this upload sent is another's: send these bytes, and the service compares.
    return size > this.#offset + bytes.length ? 0 : size - this.#offset;
  }

  /**
   * How far the file is. A key that may only write is not told, and sends again: the service compares.
   *
   * @returns {Promise<number>}
   */
  async #stored() {
    try {
      return (await this.#transport.once('GET', `/files/${this.#fileId}`, {signal: this.#options.signal})).size;
    } catch (e) {
      if (mayNotRead(e)) return this.#offset;
      throw e;
    }
  }

  /** @returns {Promise<PiecemealFile>} */
  async #finish() {
    // Of a file that is complete already the rest is read for its digest, which is compared.
    const read = () => this.#source.read(READ_AT_ONCE);
    for (let bytes = await read(); bytes.length > 0; bytes = await read()) {
      this.#digest?.update(bytes);
      this.#offset += bytes.length;
    }
    this.#tell('completing');
    const {signal, store} = this.#options;
    const file = await this.#transport.call('POST', `/uploads/${this.#fileId}/complete`, {
      json: {size: this.#offset, sha256: this.#digest?.hex()},
      signal,
    });
    if (this.#stateKey) await unlessStopped(store?.delete(this.#stateKey), signal);
    return file;
  }

  /** @param {Partial<import('./state.js').UploadState>} news */
  async #keep(news) {
    this.#state = {...this.#state, ...news};
    const {signal, store} = this.#options;
    if (this.#stateKey) await unlessStopped(store?.set(this.#stateKey, this.#state), signal);
  }

  /** @param {Progress['phase']} phase */
  #tell(phase) {
    this.#options.onProgress?.({phase, fileId: this.#fileId, sent: this.#offset, total: this.#source.size});
  }
}

// Of an opening that was tried earlier: the session is gone, or was another.
const REFUSED_KEYS = new Set(['idempotency-key-reused', 'gone']);
const OUTCOME_UNKNOWN = new Set(['network', 'timeout', 'bad-answer', 'outcome-unknown']);

/** On pages without TLS there is no `randomUUID`. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
