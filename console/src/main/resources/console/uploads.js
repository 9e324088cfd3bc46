// The uploads of this page: several at once, each gone on with after a break, a reload or a night.

import { PiecemealError, mayNotRead, mayTryAgain, ticketAddress } from './api.js';
import { NotTaken, patience, pause, sendFile } from './send.js';
import { forget, keep, keptOf } from './kept.js';
import { fileOf } from './chosen.js';
import { crc32c } from './crc32c.js';

/** @typedef {import('./api.js').Api} Api */
/** @typedef {import('./chosen.js').Chosen} Chosen */

const AT_ONCE = 3;
// Of small ones more: each waits for the disk of the service. A browser has six connections.
const SMALL_AT_ONCE = 5;
// One request instead of three, and below what proxies let through that nobody set up for uploads.
const SMALL = 512 * 1024;
const SPEED_OVER_MS = 8000;
// Of less nothing can be told.
const SPEED_AFTER_MS = 1500;
// A name in a form cannot have these, since browsers and servers disagree on how they are written.
const NOT_IN_FORMS = /["\r\n\\]/;

/** @typedef {'waiting' | 'sending' | 'paused' | 'lost' | 'elsewhere' | 'failed' | 'done'} State */

/** One file on its way. @typedef {import('./kept.js').Kept & {file: File | null, sent: number, state: State, why: string}} Upload */

/** Random, also where the page came over plain HTTP. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const locks = () => navigator.locks ?? null;
/** @param {string} key */
const lockOf = (key) => `piecemeal-upload-${key}`;

/** @param {Upload} upload @returns {import('./kept.js').Kept} */
const kept = ({ key, owner, name, size, type, modified, added, id, handle }) =>
  ({ key, owner, name, size, type, modified, added, ...(id ? { id } : {}), ...(handle ? { handle } : {}) });

/** Tells its listeners of every change, at most once a frame. */
export class Uploads extends EventTarget {
  #api;
  #owner;
  /** @type {Map<string, AbortController>} */
  #running = new Map();
  /** @type {{at: number, bytes: number}[]} */
  #samples = [];
  #told = false;
  #closed = false;
  #others = 'BroadcastChannel' in window ? new BroadcastChannel('piecemeal-uploads') : null;
  #wakeLock = /** @type {any} */ (null);

  /** @type {Upload[]} */
  list = [];

  /** @param {Api} api @param {string} owner */
  constructor(api, owner) {
    super();
    this.#api = api;
    this.#owner = owner;
    if (this.#others) this.#others.onmessage = () => { void this.#look(); };
  }

  /** Finds what was begun before. */
  async restore() {
    await this.#look();
    for (const upload of this.list.filter((one) => one.state === 'lost' && one.handle)) {
      await this.#find(upload, false);
    }
    this.#next();
  }

  /** What other pages of this browser began or ended. */
  async #look() {
    const all = await keptOf(this.#owner);
    const held = new Set((await locks()?.query())?.held?.map((lock) => lock.name));
    const known = new Map(this.list.map((upload) => [upload.key, upload]));
    for (const one of all) {
      const upload = known.get(one.key);
      const elsewhere = held.has(lockOf(one.key)) && !this.#running.has(one.key);
      if (!upload) {
        this.list.push({ ...one, file: null, sent: 0, state: elsewhere ? 'elsewhere' : 'lost', why: '' });
      } else if (upload.state === 'elsewhere' && !elsewhere) {
        upload.state = upload.file ? 'waiting' : 'lost';
      } else if (upload.state === 'lost' && elsewhere) {
        upload.state = 'elsewhere';
      }
    }
    const left = new Set(all.map((one) => one.key));
    this.list = this.list.filter((one) => left.has(one.key) || !['lost', 'elsewhere'].includes(one.state));
    this.#changed();
    this.#next();
  }

  /** @param {Upload} upload @param {boolean} mayAsk */
  async #find(upload, mayAsk) {
    if (!upload.handle) return;
    try {
      const file = await fileOf(upload.handle, mayAsk);
      if (file && file.size === upload.size) {
        upload.file = file;
        upload.state = 'waiting';
      }
    } catch (e) {
      upload.why = 'The file was moved or deleted. Choose it again.';
    }
    this.#changed();
  }

  /** Files that were chosen: those that are waited for go on, others begin. @param {Chosen[]} chosen */
  async add(chosen) {
    /** @type {Upload[]} */
    const added = [];
    for (const { file, handle } of chosen) {
      const waited = this.list.find((one) => one.state === 'lost' && !added.includes(one)
        && one.name === file.name && one.size === file.size);
      if (waited) {
        waited.file = file;
        waited.handle = handle ?? waited.handle;
        waited.state = 'waiting';
        waited.why = '';
        added.push(waited);
      } else {
        added.push({
          key: uuid(), owner: this.#owner, name: file.name, size: file.size, type: file.type, modified: file.lastModified,
          added: Date.now() + added.length / 1000, handle, file, sent: 0, state: 'waiting', why: '',
        });
      }
    }
    this.list.push(...added.filter((one) => !this.list.includes(one)));
    this.#changed();
    await keep(added.map(kept));
    this.#others?.postMessage('added');
    this.#next();
    return added.length;
  }

  /** Finds the files again that the browser may be asked for. */
  async ask() {
    for (const upload of this.list.filter((one) => one.state === 'lost' && one.handle)) await this.#find(upload, true);
    this.#next();
  }

  /** Takes one off the list, with what was sent of it. @param {Upload} upload */
  async cancel(upload) {
    this.#running.get(upload.key)?.abort();
    this.list = this.list.filter((one) => one !== upload);
    this.#changed();
    await forget([upload.key]);
    this.#others?.postMessage('cancelled');
    if (upload.id && upload.state !== 'done') {
      await this.#api.client.delete(upload.id).catch((e) => {
        // It is gone already, or will expire by itself.
        if (!(e instanceof PiecemealError)) throw e;
      });
    }
  }

  /** @param {Upload} upload */
  retry(upload) {
    upload.state = upload.file ? 'waiting' : 'lost';
    upload.why = '';
    this.#changed();
    this.#next();
  }

  /** Takes off the list what is done. */
  clear() {
    this.list = this.list.filter((one) => one.state !== 'done');
    this.#changed();
  }

  /** Whether bytes are lost, for the moment, if the page is left. */
  get busy() {
    return this.list.some((one) => ['waiting', 'sending', 'paused'].includes(one.state));
  }

  /** How it goes with all of them. */
  get progress() {
    const counted = this.list.filter((one) => !['lost', 'elsewhere', 'failed'].includes(one.state));
    const total = counted.reduce((sum, one) => sum + one.size, 0);
    const sent = counted.reduce((sum, one) => sum + one.sent, 0);
    const first = this.#samples[0];
    const last = this.#samples[this.#samples.length - 1];
    const bytesPerSecond = first && last.at - first.at > SPEED_AFTER_MS ? ((last.bytes - first.bytes) * 1000) / (last.at - first.at) : 0;
    return {
      total, sent, bytesPerSecond,
      done: counted.filter((one) => one.state === 'done').length,
      files: counted.length,
      secondsLeft: bytesPerSecond > 0 ? (total - sent) / bytesPerSecond : Infinity,
      paused: counted.some((one) => one.state === 'paused') && !counted.some((one) => one.state === 'sending'),
    };
  }

  /** Stops all; what was sent stays. */
  close() {
    this.#closed = true;
    this.#running.forEach((one) => one.abort());
    this.#others?.close();
    void this.#wakeLock?.release();
  }

  #changed() {
    if (this.#told) return;
    this.#told = true;
    // Not a frame: a page in the background has none.
    setTimeout(() => {
      this.#told = false;
      this.#measure();
      this.dispatchEvent(new Event('change'));
    }, 100);
  }

  #measure() {
    const now = performance.now();
    const bytes = this.list.reduce((sum, one) => sum + one.sent, 0);
    if (!this.busy) this.#samples = [];
    if (this.#samples.length > 0 && bytes < this.#samples[this.#samples.length - 1].bytes) this.#samples = [];
    this.#samples.push({ at: now, bytes });
    while (now - this.#samples[0].at > SPEED_OVER_MS) this.#samples.shift();
  }

  #next() {
    if (this.#closed) return;
    for (const upload of this.list) {
      if (this.#running.size >= (upload.size <= SMALL ? SMALL_AT_ONCE : AT_ONCE)) continue;
      if (upload.state === 'waiting' && upload.file && !this.#running.has(upload.key)) void this.#run(upload);
    }
    void this.#stayAwake();
  }

  /** A phone that sleeps sends nothing. */
  async #stayAwake() {
    if (this.busy && !this.#wakeLock && 'wakeLock' in navigator && document.visibilityState === 'visible') {
      this.#wakeLock = await navigator.wakeLock.request('screen').catch(() => null);
      this.#wakeLock?.addEventListener('release', () => { this.#wakeLock = null; });
    } else if (!this.busy && this.#wakeLock) {
      await this.#wakeLock.release();
    }
  }

  /** @param {Upload} upload */
  async #run(upload) {
    const stop = new AbortController();
    this.#running.set(upload.key, stop);
    const work = () => this.#persist(upload, stop.signal);
    try {
      const manager = locks();
      if (manager) {
        await manager.request(lockOf(upload.key), { ifAvailable: true }, async (lock) => {
          if (lock) await work();
          else upload.state = 'elsewhere';
        });
      } else {
        await work();
      }
    } catch (e) {
      if (stop.signal.aborted) {
        if (upload.state !== 'done') upload.state = 'waiting';
      } else if (e instanceof DifferentFile) {
        Object.assign(upload, { state: 'lost', why: e.message, file: null, handle: undefined });
      } else {
        upload.state = 'failed';
        upload.why = e instanceof Error ? e.message : String(e);
        if (!(e instanceof PiecemealError || e instanceof NotTaken || e instanceof DOMException)) throw e;
      }
    } finally {
      this.#running.delete(upload.key);
      this.#others?.postMessage('ended');
      this.#changed();
      this.#next();
    }
  }

  /** Until it is done or refused. @param {Upload} upload @param {AbortSignal} signal */
  async #persist(upload, signal) {
    for (let failures = 0; ;) {
      signal.throwIfAborted();
      upload.state = 'sending';
      this.#changed();
      const before = upload.sent;
      try {
        await this.#send(upload, signal);
        upload.state = 'done';
        upload.sent = upload.size;
        await forget([upload.key]);
        this.dispatchEvent(new CustomEvent('done', { detail: upload }));
        return;
      } catch (e) {
        const gone = e instanceof PiecemealError && (e.status === 404 || e.status === 410) && upload.id;
        const broken = mayTryAgain(e);
        const otherTicket = e instanceof NotTaken && ['ticket-expired', 'ticket-used', 'ticket-outdated', 'not-found'].includes(e.code);
        if (gone) {
          // It expired meanwhile: all of it again, under another key.
          await this.#renew(upload);
        } else if (!broken && !otherTicket) {
          throw e;
        }
        failures = upload.sent > before ? 1 : failures + 1;
        if (failures > 8 && !broken) throw e;
        upload.state = 'paused';
        this.#changed();
        const asked = broken ? (e.retryAfter ?? 0) * 1000 : 0;
        await pause(Math.max(patience(failures), asked), signal);
      }
    }
  }

  /** @param {Upload} upload */
  async #renew(upload) {
    await forget([upload.key]);
    upload.key = uuid();
    upload.id = undefined;
    upload.sent = 0;
    await keep([kept(upload)]);
  }

  /** @param {Upload} upload @param {AbortSignal} signal */
  async #send(upload, signal) {
    const file = /** @type {File} */ (upload.file);
    if (!upload.id && file.size <= SMALL && !NOT_IN_FORMS.test(file.name)) {
      const form = new FormData();
      form.append('file', file, file.name);
      upload.id = (await this.#api.store(form, upload.key, signal)).file_id;
      return;
    }
    if (upload.id) {
      const there = await this.#found(upload.id, signal);
      if (there?.status === 'complete') return;
      if (there && there.size > 0) await this.#compare(upload, file, there.size);
      upload.sent = there?.size ?? 0;
    } else {
      const session = { filename: file.name, size: file.size, ...(file.type ? { content_type: file.type } : {}) };
      upload.id = (await this.#api.open(session, upload.key)).file_id;
      await keep([kept(upload)]);
      if (file.size === 0) return;
    }
    const ticket = await this.#api.ticket(upload.id);
    await sendFile(ticketAddress(ticket.url), file, {
      signal,
      onProgress: (sent) => {
        upload.sent = sent;
        this.#changed();
      },
      onPause: () => {
        upload.state = 'paused';
        this.#changed();
      },
      onResume: () => {
        upload.state = 'sending';
        this.#changed();
      },
    });
  }

  /** Nothing for a key that may not read: its ticket says how far the file is. @param {string} id @param {AbortSignal} signal */
  async #found(id, signal) {
    try {
      return await this.#api.client.get(id, { signal });
    } catch (e) {
      if (mayNotRead(e)) return null;
      throw e;
    }
  }

  /**
   * Whether this is the file that was begun, as far as the first and the last chunk tell.
   * @param {Upload} upload @param {File} file @param {number} size
   */
  async #compare(upload, file, size) {
    const id = /** @type {string} */ (upload.id);
    const ends = await Promise.all([0, size - 1].map((after) => this.#api.client.chunks(id, { after, limit: 1 })));
    for (const chunk of ends.flatMap((page) => page.data)) {
      const bytes = new Uint8Array(await file.slice(chunk.offset, chunk.offset + chunk.size).arrayBuffer());
      if (crc32c(bytes) !== chunk.crc32c) throw new DifferentFile();
    }
  }
}

class DifferentFile extends Error {
  constructor() {
    super('This is another file than the one that was begun. Choose that one, or cancel this upload.');
  }
}
