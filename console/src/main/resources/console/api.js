// The service as the console calls it: by its client for browsers, and by the same transport what that has no call for.

import { Piecemeal, PiecemealError } from './index.js';
import { Transport } from './transport.js';
import { mayNotRead, mayTryAgain } from './errors.js';

export { PiecemealError, mayNotRead, mayTryAgain };

// The page lies above all paths of the service, also where a proxy puts them below another one.
export const base = new URL('.', location.href);
// Who looks at a page is told soon; uploads have a patience of their own.
const RETRY = { patienceMs: 3000 };

/**
 * @typedef {import('./index.js').PiecemealFile} StoredFile
 * @typedef {{offset: number, size: number, crc32c: string, created_at: string, sha256?: string}} Chunk
 * @typedef {import('./index.js').Ticket & {curl: string}} Ticket
 * @typedef {{file_id: string, filename: string, url: string, expires_at: string, curl: string}} Download
 * @typedef {{owner: string, scope: string, used_bytes: number, files: number, open_sessions: number,
 *   quota_bytes: number | null, quota_open_sessions: number | null}} Usage
 * @typedef {{id: string, owner: string, label: string, scope: string, created_at: string, expires_at?: string,
 *   revoked_at?: string, last_used_at?: string, key?: string}} Key
 * @typedef {{bytes?: number, open_sessions?: number}} Quota
 * @typedef {{owner: string, bytes: number, own_quota?: Quota, files?: number, open_sessions?: number,
 *   quota?: Quota}} Owner
 */

/** @param {unknown} e */
const reasonOf = (e) => (e instanceof Error ? e.message : String(e));

/** What a key can do, or somebody who signed on. Both are kept here, in memory, and nowhere else. */
export class Api {
  #transport;

  /** @param {string | import('./oidc.js').Session} key */
  constructor(key) {
    /** Called when it is not taken any more. @type {(why: string) => void} */
    this.onSignedOut = () => {};
    const options = {
      baseUrl: base.href,
      retry: RETRY,
      key: async (/** @type {{refused: boolean}} */ { refused }) => {
        if (typeof key === 'string') {
          if (refused) this.onSignedOut('Your key is not valid any more. Sign in again to go on.');
          return key;
        }
        try {
          return await key.token(refused);
        } catch (e) {
          if (!mayTryAgain(e)) this.onSignedOut(reasonOf(e));
          throw e;
        }
      },
    };
    this.#transport = new Transport(options);
    this.client = new Piecemeal(options);
  }

  /** @returns {Promise<Usage>} */
  usage() { return this.#transport.call('GET', '/usage'); }

  /** The place of the latest event. @param {AbortSignal} signal @returns {Promise<string>} */
  async latestEvent(signal) { return (await this.#transport.call('GET', '/events?after=latest&limit=1', { signal })).next; }

  /** @param {string} id @param {number} count @param {AbortSignal} [signal] the first bytes of a file */
  async beginning(id, count, signal) {
    const answer = await this.#transport.open('GET', `/files/${id}/content`,
      { headers: { accept: '*/*', range: `bytes=0-${count - 1}` }, signal });
    try {
      return new Uint8Array(await answer.response.arrayBuffer());
    } finally {
      answer.close();
    }
  }

  /**
   * @param {Record<string, unknown>} session
   * @param {string} once the same for each attempt
   * @returns {Promise<StoredFile>}
   */
  open(session, once) {
    return this.#transport.call('POST', '/uploads', { json: session, headers: { 'idempotency-key': once } });
  }

  /** @param {FormData} form @param {string} once @param {AbortSignal} [signal] @returns {Promise<StoredFile>} */
  store(form, once, signal) {
    return this.#transport.call('POST', '/files', { body: form, signal, headers: { 'idempotency-key': once } });
  }

  /** @param {string} id @returns {Promise<Ticket>} */
  async ticket(id) { return /** @type {Ticket} */ (await this.client.ticket(id)); }

  /** @param {string} id @returns {Promise<Download>} */
  share(id) { return this.#transport.once('POST', `/files/${id}/ticket`, {}); }

  /** @param {string} id @returns {Promise<void>} */
  unshare(id) { return this.#transport.call('DELETE', `/files/${id}/ticket`); }

  /** @returns {Promise<{data: Key[]}>} */
  keys() { return this.#transport.call('GET', '/admin/keys'); }

  /** Whether the admin API is at this address: it may have a port of its own. */
  async managed() {
    try {
      await this.keys();
    } catch (e) {
      // What else is wrong, the views say.
      return !(e instanceof PiecemealError && e.status === 404);
    }
    return true;
  }

  /** @param {{owner: string, label?: string, scope: string, expires_in?: number}} terms @returns {Promise<Key>} */
  createKey(terms) { return this.#transport.once('POST', '/admin/keys', { json: terms }); }

  /** @param {string} id @param {number} overlap in seconds @returns {Promise<Key>} */
  rotateKey(id, overlap) { return this.#transport.once('POST', `/admin/keys/${id}/rotate`, { json: { overlap } }); }

  /** @param {string} id @returns {Promise<void>} */
  revokeKey(id) { return this.#transport.call('DELETE', `/admin/keys/${id}`); }

  /** @returns {Promise<{data: Owner[]}>} */
  owners() { return this.#transport.call('GET', '/admin/owners'); }

  /** @param {string} owner @returns {Promise<Owner>} */
  owner(owner) { return this.#transport.call('GET', `/admin/owners/${encodeURIComponent(owner)}`); }

  /** @param {string} owner @param {Quota} quota @returns {Promise<Owner>} */
  setQuota(owner, quota) {
    return this.#transport.call('PUT', `/admin/owners/${encodeURIComponent(owner)}/quota`, { json: quota });
  }

  /** @param {string} owner @returns {Promise<void>} */
  resetQuota(owner) { return this.#transport.call('DELETE', `/admin/owners/${encodeURIComponent(owner)}/quota`); }
}

/** Whether the service tells how it is at this address: its health may be on a port of its own. */
export async function healthShown() {
  try {
    return (await fetch(new URL('health/ready', base))).status !== 404;
  } catch {
    // The service is away, and its link says so.
    return true;
  }
}

/**
 * The address of a ticket as this page reaches it: the service may call itself by another name.
 * @param {string} url
 */
export const ticketAddress = (url) => new URL(`tickets/${url.slice(url.lastIndexOf('/') + 1)}`, base).href;
