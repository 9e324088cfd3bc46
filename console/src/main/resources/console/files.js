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
  #name;
  #others;
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

  /** @param {import('./api.js').Api} api @param {string} owner */
  constructor(api, owner) {
    super();
    this.#api = api;
    this.#name = `piecemeal-events-${owner}`;
    this.#others = 'BroadcastChannel' in window ? new BroadcastChannel(this.#name) : null;
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
    this.#others?.close();
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
   * Takes events while somebody looks. A browser has six connections for a server, and a stream keeps one: so one window
   * listens for all of this browser, and a hidden one leaves it to others. Where there are no events, the list is asked for
   * more often.
   */
  async #listen() {
    this.#listening.abort();
    this.#told = false;
    if (document.hidden || this.#closed) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // Without locks, which pages over plain HTTP do not have, windows cannot agree on one.
    if (!navigator.locks || !this.#others) return;
    // Whoever has the lock tells the others; they know no more than that somebody has it.
    this.#others.onmessage = ({ data }) => this.#tell(data);
    this.#told = true;
    await navigator.locks.request(this.#name, { signal }, () => this.#takeEvents(signal))
      .catch((e) => { if (!signal.aborted) throw e; });
  }

  /** @param {AbortSignal} signal */
  async #takeEvents(signal) {
    let after = '';
    while (!signal.aborted) {
      try {
        if (after === '') {
          after = await this.#api.latestEvent(signal);
          // What changed until now, nobody was told of.
          this.#others?.postMessage(null);
          this.#tell(null);
        }
        this.#told = true;
        for await (const event of this.#api.client.events({ after, signal })) {
          after = event.cursor;
          this.#others?.postMessage(event);
          this.#tell(event);
        }
      } catch (e) {
        if (signal.aborted) return;
        this.#told = false;
        if (!mayTryAgain(e)) return;
        await new Promise((resolve) => { setTimeout(resolve, TOLD_EVERY_MS); });
      }
    }
  }

  /** @param {import('./index.js').FileEvent | null} event or nothing, if there may have been some */
  #tell(event) {
    if (document.hidden || this.#closed) return;
    if (event) this.dispatchEvent(new CustomEvent('event', { detail: event }));
    void this.refresh();
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
