// The list of files as the service has it, kept up to date as long as somebody looks.

import { mayTryAgain } from './api.js';

/** @typedef {import('./api.js').StoredFile} StoredFile */

const PAGE = 100;
/** What is searched at most: the service has no search by name. */
const SEARCHED = 5000;
const BUSY_EVERY_MS = 1500;
const IDLE_EVERY_MS = 4000;
/** Where events tell what changes, appends are none of them, and one may be missed while the page is hidden. */
const TOLD_EVERY_MS = 30_000;
const SPEED_OVER_MS = 12_000;

export class Files extends EventTarget {
  #api;
  #wanted = PAGE;
  #timer = 0;
  #closed = false;
  #busy = false;
  #again = false;
  /** Whether events tell what changes. */
  #told = false;
  #listening = new AbortController();
  /** @type {Map<string, {at: number, size: number}>} */
  #seen = new Map();

  /** @type {StoredFile[]} newest first */
  list = [];
  /** Whether the list was read at all. */
  known = false;
  hasMore = false;
  /** @type {'' | 'uploading' | 'complete'} */
  status = '';
  /** @type {unknown} */
  trouble = null;
  /** @type {Map<string, number>} bytes a second of sessions that somebody fills */
  speeds = new Map();

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    super();
    this.#api = api;
    this.look = () => { if (!document.hidden) void this.refresh(); };
    this.listen = () => { void this.#listen(); };
  }

  watch() {
    document.addEventListener('visibilitychange', this.look);
    document.addEventListener('visibilitychange', this.listen);
    addEventListener('online', this.look);
    void this.refresh();
    this.listen();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#listening.abort();
    document.removeEventListener('visibilitychange', this.look);
    document.removeEventListener('visibilitychange', this.listen);
    removeEventListener('online', this.look);
  }

  more() {
    this.#wanted += 4 * PAGE;
    return this.refresh();
  }

  /** Reads what may be searched. */
  async all() {
    if (this.#wanted >= SEARCHED || !this.hasMore) return;
    this.#wanted = SEARCHED;
    await this.refresh();
  }

  /** @param {'' | 'uploading' | 'complete'} status */
  only(status) {
    this.status = status;
    this.known = false;
    this.#wanted = PAGE;
    return this.refresh();
  }

  /** @param {string} id */
  drop(id) {
    this.list = this.list.filter((file) => file.file_id !== id);
    this.#changed();
  }

  async refresh() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      await this.#read();
      this.trouble = null;
    } catch (e) {
      this.trouble = e;
      if (!mayTryAgain(e)) this.known = true;
    } finally {
      this.#busy = false;
    }
    if (this.#closed) return;
    this.#changed();
    if (this.#again) {
      this.#again = false;
      void this.refresh();
      return;
    }
    const open = this.list.some((file) => file.status === 'uploading');
    // A long list is a costly question.
    const idle = this.#told ? TOLD_EVERY_MS : IDLE_EVERY_MS;
    this.#timer = setTimeout(this.look, (open ? BUSY_EVERY_MS : idle) + this.list.length * 4);
  }

  /**
   * Takes events while somebody looks: a hidden page would keep one of the few connections that a browser has for a
   * server. Without events the list is asked for as often as before.
   */
  async #listen() {
    this.#listening.abort();
    this.#told = false;
    if (document.hidden || this.#closed) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    /** @type {string} */
    let after = 'latest';
    while (!signal.aborted) {
      try {
        this.#told = true;
        for await (const event of this.#api.client.events({ after, signal })) {
          after = event.cursor;
          this.dispatchEvent(new CustomEvent('event', { detail: event }));
          void this.refresh();
        }
      } catch (e) {
        if (signal.aborted) return;
        this.#told = false;
        if (!mayTryAgain(e)) return;
        await new Promise((resolve) => { setTimeout(resolve, TOLD_EVERY_MS); });
      }
    }
  }

  async #read() {
    const { status } = this;
    /** @type {StoredFile[]} */
    const read = [];
    /** @type {string | undefined} */
    let after;
    let hasMore = true;
    while (hasMore && read.length < this.#wanted) {
      const page = await this.#api.client.list({ limit: Math.min(1000, this.#wanted - read.length), after, status: status || undefined });
      read.push(...page.data);
      hasMore = page.has_more;
      after = page.next === null ? undefined : String(page.next);
    }
    if (status !== this.status) return;
    this.list = read;
    this.hasMore = hasMore;
    this.known = true;
    this.#measure();
  }

  #measure() {
    const now = performance.now();
    const open = new Map(this.list.filter((file) => file.status === 'uploading').map((file) => [file.file_id, file]));
    for (const id of this.#seen.keys()) if (!open.has(id)) this.#seen.delete(id);
    this.speeds = new Map();
    for (const [id, { size }] of open) {
      const before = this.#seen.get(id);
      if (before && size > before.size) this.speeds.set(id, ((size - before.size) * 1000) / (now - before.at));
      if (!before || size !== before.size || now - before.at > SPEED_OVER_MS) this.#seen.set(id, { at: now, size });
    }
  }

  #changed() { this.dispatchEvent(new Event('change')); }
}
