import {Download} from './download.js';
import {PiecemealError} from './errors.js';
import {eventsOf} from './events.js';
import {sourceOf} from './source.js';
import {unlessStopped} from './stop.js';
import {sendToTicket} from './ticket.js';
import {Transport} from './transport.js';
import {Upload} from './upload.js';

export {PiecemealError} from './errors.js';
export {Sha256} from './sha256.js';
export {indexedDbStore, memoryStore, storageStore} from './state.js';

/**
 * A file as the service tells it. There may be further members.
 *
 * @typedef {object} PiecemealFile
 * @property {string} file_id
 * @property {string} filename
 * @property {number} size
 * @property {string} created_at
 * @property {string} updated_at
 * @property {string} expires_at
 * @property {'uploading' | 'complete'} status
 * @property {number} chunks
 * @property {string} content_type
 * @property {number | null} [declared_size] as it was said at the opening
 * @property {string | null} sha256 once it is complete
 * @property {{state: 'scanning' | 'passed' | 'quarantined' | 'released', finding?: string}} [scan] of a file that is scanned
 *   before it is given out
 * @property {string} [detected_type] what the first bytes of a scanned file look like
 * @property {{state: string, offset: number, total: number | null, received: number, expires_at: string}} [ticket]
 */

/**
 * Some of the limits of the service, in bytes; there are more.
 *
 * @typedef {{max_chunk_bytes: number, recommended_chunk_bytes: number, max_file_bytes: number} & Record<string, number | null>} Limits
 */

/**
 * @typedef {object} Ticket
 * @property {string} file_id
 * @property {string} url the permission itself: only for who is to send the file
 * @property {number} offset
 * @property {string} expires_at
 */

/**
 * @template T
 * @typedef {{data: T[], has_more: boolean, next: string | number | null}} Page
 */

/** @typedef {import('./upload.js').UploadOptions} UploadOptions */
/** @typedef {import('./upload.js').Progress} Progress */
/** @typedef {import('./source.js').Uploadable} Uploadable */
/** @typedef {import('./state.js').StateStore} StateStore */
/** @typedef {import('./state.js').UploadState} UploadState */
/** @typedef {import('./download.js').DownloadOptions} DownloadOptions */
/** @typedef {import('./events.js').FileEvent} FileEvent */
/** @typedef {import('./events.js').EventOptions} EventOptions */

const LONGEST_WAIT_SECONDS = 60;

/**
 * A client of Piecemeal. Its calls may be repeated without harm and are, while the service is away or asks for it: for 60 s each
 * unless `retry` says otherwise. What fails is a {@link PiecemealError}; what is stopped by a signal throws the signal's reason.
 */
export class Piecemeal {
  #transport;
  /** @type {Promise<Limits> | undefined} */
  #limits;

  /**
   * @param {object} options
   * @param {string} options.baseUrl where the service is, perhaps with a path
   * @param {import('./transport.js').Key} [options.key] an API key or access token, or what gives one; a function is asked again,
   *   with `refused: true`, when the service refused what it gave
   * @param {typeof fetch} [options.fetch]
   * @param {import('./transport.js').RetryOptions} [options.retry]
   * @param {number} [options.timeoutMs] how long one request may take until its answer; 120 s by default
   */
  constructor(options) {
    this.#transport = new Transport(options);
  }

  /**
   * The limits, which are asked for once.
   *
   * @returns {Promise<Limits>}
   */
  limits() {
    this.#limits ??= this.#transport.call('GET', '/limits').catch((e) => {
      this.#limits = undefined;
      throw e;
    });
    return this.#limits;
  }

  /**
   * Uploads a file in chunks, completes it and compares the digest of all bytes. With a `store`, the same call goes on where an
   * earlier one ended. Where it fails or is stopped, a stream or iterable is told to end: `cancel` of the one, `return` of the other,
   * `destroy` of a stream of Node.js; it does not wait for that.
   *
   * @param {Uploadable} what a stream that is resumed has to begin at its beginning again
   * @param {UploadOptions} [options]
   * @returns {Promise<PiecemealFile>}
   */
  async upload(what, options = {}) {
    const {signal} = options;
    const source = sourceOf(what, signal);
    try {
      signal?.throwIfAborted();
      const limits = await unlessStopped(this.limits(), signal);
      return await new Upload(this.#transport, what, source, options, limits).run();
    } catch (e) {
      source.close(e);
      throw e;
    }
  }

  /**
   * Uploads several files, some of them at the same time.
   *
   * @param {Iterable<Uploadable>} files
   * @param {UploadOptions & {concurrency?: number, optionsOf?: (file: Uploadable, index: number) => UploadOptions}} [options]
   *   3 at the same time by default; `optionsOf` adds those of one file
   * @returns {Promise<PromiseSettledResult<PiecemealFile>[]>} one for each, in their order
   */
  async uploadAll(files, {concurrency = 3, optionsOf = () => ({}), ...shared} = {}) {
    const queue = [...files].entries();
    /** @type {PromiseSettledResult<PiecemealFile>[]} */
    const results = [];
    const work = async () => {
      for (const [index, file] of queue) {
        try {
          const value = await this.upload(file, {...shared, ...optionsOf(file, index)});
          results[index] = {status: 'fulfilled', value};
        } catch (reason) {
          results[index] = {status: 'rejected', reason};
        }
      }
    };
    await Promise.all(Array.from({length: concurrency}, work));
    return results;
  }

  /**
   * Sends a file to the URL of a ticket. Needs no key; the client's is not sent.
   *
   * @param {string} url
   * @param {Uploadable} what the whole file
   * @param {import('./ticket.js').TicketUploadOptions} [options]
   * @returns {Promise<{size: number}>}
   */
  uploadToTicket(url, what, options = {}) {
    return sendToTicket(this.#transport, url, what, options);
  }

  /**
   * The content of a complete file. No bytes are asked for before it is read: `for await (const bytes of …)`, `stream()`, `blob()`,
   * `bytes()`.
   *
   * @param {string} fileId
   * @param {DownloadOptions} [options]
   * @returns {Promise<Download>}
   */
  async download(fileId, options = {}) {
    const file = await this.get(fileId, {signal: options.signal});
    if (file.status !== 'complete' && !options.partial) {
      throw new PiecemealError(`The upload is not complete: ${file.size} bytes so far.`, {
        code: 'file-incomplete',
        facts: {current_size: file.size, declared_size: file.declared_size ?? null},
      });
    }
    return new Download(this.#transport, file, options);
  }

  /**
   * @param {string} fileId
   * @param {{waitSeconds?: number, signal?: AbortSignal}} [options] with `waitSeconds` (at most 60) it answers when something about
   *   the file has changed, or then
   * @returns {Promise<PiecemealFile>}
   */
  get(fileId, {waitSeconds, signal} = {}) {
    const query = waitSeconds === undefined ? '' : `?wait=${waitSeconds}s`;
    return this.#transport.call('GET', `/files/${id(fileId)}${query}`, {signal, waitMs: (waitSeconds ?? 0) * 1000});
  }

  /**
   * Waits until a file is complete, or as one wants it.
   *
   * @param {string} fileId
   * @param {{until?: (file: PiecemealFile) => boolean, signal?: AbortSignal}} [options]
   * @returns {Promise<PiecemealFile>}
   */
  async wait(fileId, {until = (file) => file.status === 'complete', signal} = {}) {
    let file = await this.get(fileId, {signal});
    while (!until(file)) file = await this.get(fileId, {waitSeconds: LONGEST_WAIT_SECONDS, signal});
    return file;
  }

  /**
   * One page, newest first.
   *
   * @param {{limit?: number, after?: string, status?: 'uploading' | 'complete', signal?: AbortSignal}} [options]
   * @returns {Promise<Page<PiecemealFile>>}
   */
  list({signal, ...query} = {}) {
    return this.#transport.call('GET', `/files${queryOf(query)}`, {signal});
  }

  /**
   * All files, page by page.
   *
   * @param {{limit?: number, status?: 'uploading' | 'complete', signal?: AbortSignal}} [options]
   * @returns {AsyncGenerator<PiecemealFile, void, void>}
   */
  async *files(options = {}) {
    let after = /** @type {string | undefined} */ (undefined);
    do {
      const page = await this.list({...options, after});
      yield* page.data;
      after = page.has_more ? String(page.next) : undefined;
    } while (after !== undefined);
  }

  /**
   * The chunks of a file, one page of them.
   *
   * @param {string} fileId
   * @param {{limit?: number, after?: number, signal?: AbortSignal}} [options]
   * @returns {Promise<Page<{offset: number, size: number, crc32c: string, created_at: string, sha256?: string}>>}
   */
  chunks(fileId, {signal, ...query} = {}) {
    return this.#transport.call('GET', `/uploads/${id(fileId)}/chunks${queryOf(query)}`, {signal});
  }

  /**
   * @param {string} fileId
   * @param {{size?: number, sha256?: string, signal?: AbortSignal}} [options]
   * @returns {Promise<PiecemealFile>}
   */
  complete(fileId, {signal, ...json} = {}) {
    return this.#transport.call('POST', `/uploads/${id(fileId)}/complete`, {json, signal});
  }

  /**
   * Takes the bytes behind a chunk back.
   *
   * @param {string} fileId
   * @param {{toSize: number, ifSize: number, signal?: AbortSignal}} options
   * @returns {Promise<PiecemealFile>}
   */
  rewind(fileId, {toSize, ifSize, signal}) {
    const json = {to_size: toSize, if_size: ifSize};
    return this.#transport.patiently(async (failures) => {
      try {
        return await this.#transport.once('POST', `/uploads/${id(fileId)}/rewind`, {json, signal});
      } catch (e) {
        // Done by the attempt whose answer was lost.
        if (failures > 0 && e instanceof PiecemealError && e.facts.current_size === toSize) return this.get(fileId, {signal});
        throw e;
      }
    }, signal);
  }

  /**
   * Deletes a file or cancels its upload.
   *
   * @param {string} fileId
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<void>}
   */
  delete(fileId, {signal} = {}) {
    return this.#transport.patiently(async (failures) => {
      try {
        await this.#transport.once('DELETE', `/files/${id(fileId)}`, {signal});
      } catch (e) {
        if (failures > 0 && e instanceof PiecemealError && (e.status === 410 || e.status === 404)) return;
        throw e;
      }
    }, signal);
  }

  /**
   * What happens to one's files, as it happens, until its signal ends it or one stops reading. Where events were missed it is
   * an error with the code `events-lost`: list the files, and begin anew with `latest`.
   *
   * @param {EventOptions} [options]
   * @returns {AsyncGenerator<FileEvent, void, void>}
   */
  events(options = {}) {
    return eventsOf(this.#transport, options);
  }

  /**
   * A URL that takes the rest of a file without a key.
   *
   * @param {string} fileId
   * @param {{complete?: boolean, signal?: AbortSignal}} [options] whether its last byte completes the file; by default it does
   * @returns {Promise<Ticket>}
   */
  ticket(fileId, {signal, ...json} = {}) {
    return this.#transport.call('POST', `/uploads/${id(fileId)}/ticket`, {json, signal});
  }

  /**
   * @param {string} fileId
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<void>}
   */
  revokeTicket(fileId, {signal} = {}) {
    return this.#transport.call('DELETE', `/uploads/${id(fileId)}/ticket`, {signal});
  }
}

/** @param {string} fileId */
function id(fileId) {
  return encodeURIComponent(fileId);
}

/** @param {Record<string, string | number | undefined>} members */
function queryOf(members) {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
