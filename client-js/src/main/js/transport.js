import {PiecemealError, errorOf, mayTryAgain} from './errors.js';
import {unlessStopped} from './stop.js';

/**
 * @typedef {object} RetryOptions
 * @property {number} [patienceMs] how long one call is tried again before its error is told; 60 s by default
 * @property {number} [baseMs] the most that the first pause takes; 250 ms by default
 * @property {number} [maxMs] the most that any pause takes, unless an answer asks for more; 10 s by default
 */

/**
 * @typedef {object} Sent
 * @property {Record<string, unknown>} [json] the body
 * @property {BodyInit} [body] the body, where it is not JSON
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {number} [waitMs] how long the service may keep the answer back
 * @property {boolean} [anonymous] whether it goes without the key
 */

/** @typedef {string | ((why: {refused: boolean}) => string | Promise<string>)} Key */

/** Calls of the service: the key, time limits, errors, and when to try again. */
export class Transport {
  #base;
  #key;
  #fetch;
  #retry;
  #timeoutMs;

  /**
   * @param {{baseUrl: string, key?: Key, fetch?: typeof fetch, retry?: RetryOptions, timeoutMs?: number}} options
   */
  constructor({baseUrl, key, fetch = globalThis.fetch, retry = {}, timeoutMs = 120_000}) {
    const base = new URL(baseUrl);
    if (base.protocol !== 'http:' && base.protocol !== 'https:') throw new TypeError(`not an http or https URL: ${baseUrl}`);
    this.#base = base.origin + base.pathname.replace(/\/+$/, '');
    this.#key = key;
    this.#fetch = fetch;
    this.#retry = {patienceMs: 60_000, baseMs: 250, maxMs: 10_000, ...retry};
    this.#timeoutMs = timeoutMs;
  }

  /** Without a slash at its end. */
  get base() {
    return this.#base;
  }

  /**
   * A call whose answer is JSON, tried again while that may help.
   *
   * @param {string} method
   * @param {string} path
   * @param {Sent} [sent]
   * @returns {Promise<any>}
   */
  call(method, path, sent = {}) {
    return this.patiently(() => this.once(method, path, sent), sent.signal);
  }

  /**
   * A call whose answer is JSON or nothing, tried once.
   *
   * @param {string} method
   * @param {string} path
   * @param {Sent} [sent]
   * @returns {Promise<any>}
   */
  async once(method, path, sent = {}) {
    const answer = await this.open(method, path, sent);
    try {
      const text = await answer.text();
      if (answer.response.status === 204) return null;
      return parsed(text, answer.response.status);
    } finally {
      answer.close();
    }
  }

  /**
   * A call whose answer is read by the caller, tried once. Whoever gets it closes it.
   *
   * @param {string} method
   * @param {string} path below the base, or a URL
   * @param {Sent} sent
   * @returns {Promise<Answer>}
   */
  async open(method, path, sent) {
    let answer = await this.#send(method, path, sent, false);
    if (answer.response.status === 401 && typeof this.#key === 'function' && !sent.anonymous) {
      answer.close();
      answer = await this.#send(method, path, sent, true);
    }
    if (answer.response.ok) return answer;
    try {
      throw errorOf(answer.response, await answer.text());
    } finally {
      answer.close();
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Sent} sent
   * @param {boolean} refused whether the service refused the last key
   */
  async #send(method, path, sent, refused) {
    const headers = new Headers({accept: 'application/json', ...sent.headers});
    if (!sent.anonymous && this.#key !== undefined) {
      const key = typeof this.#key === 'function' ? await unlessStopped(this.#key({refused}), sent.signal) : this.#key;
      headers.set('authorization', `Bearer ${key}`);
    }
    if (sent.json !== undefined) headers.set('content-type', 'application/json');
    const limit = new TimeLimit(this.#timeoutMs + (sent.waitMs ?? 0), sent.signal);
    try {
      const response = await limit.during(
        this.#fetch.call(globalThis, path.startsWith('/') ? this.#base + path : path, {
          method,
          headers,
          body: sent.json === undefined ? sent.body : JSON.stringify(sent.json),
          signal: limit.signal,
          credentials: 'omit',
          cache: 'no-store',
          referrerPolicy: 'no-referrer',
        }),
      );
      return new Answer(response, limit);
    } catch (e) {
      limit.end();
      throw e;
    }
  }

  /**
   * Does it until it succeeds, fails for good, or patience ends; pauses have full jitter, and are never shorter than an answer
   * asks for.
   *
   * @template T
   * @param {(failures: number, last: PiecemealError | null) => Promise<T>} attempt
   * @param {AbortSignal} [signal]
   * @returns {Promise<T>}
   */
  async patiently(attempt, signal) {
    const {patienceMs, baseMs, maxMs} = this.#retry;
    const end = Date.now() + patienceMs;
    let last = /** @type {PiecemealError | null} */ (null);
    for (let failures = 0; ; failures++) {
      try {
        return await attempt(failures, last);
      } catch (e) {
        if (!mayTryAgain(e)) throw e;
        last = e;
        const jitter = Math.random() * Math.min(maxMs, baseMs * 2 ** Math.min(failures, 30));
        const pause = e.retryAfter === undefined ? jitter : e.retryAfter * 1000 + Math.random() * baseMs;
        if (Date.now() + pause > end) throw e;
        await sleep(pause, signal);
      }
    }
  }
}

/** An answer whose body is still to be read, within the time limit of its call. */
export class Answer {
  #limit;

  /**
   * @param {Response} response
   * @param {TimeLimit} limit
   */
  constructor(response, limit) {
    this.response = response;
    this.#limit = limit;
  }

  /** @returns {Promise<string>} */
  text() {
    return this.#limit.during(this.response.text());
  }

  /**
   * The body's pieces; the time limit begins anew with each.
   *
   * @returns {AsyncGenerator<Uint8Array, void, void>}
   */
  async *pieces() {
    const reader = this.response.body?.getReader();
    if (!reader) return;
    try {
      for (;;) {
        this.#limit.restart();
        const {done, value} = await this.#limit.during(reader.read());
        if (done) return;
        yield value;
      }
    } finally {
      this.close();
      // Of a body that broke there is nothing more to be told.
      reader.cancel().catch(() => {});
    }
  }

  /** Ends the call where it is still under way. */
  close() {
    this.#limit.end();
  }
}

/** A signal of the caller and a time limit, as one signal; what breaks is told apart by it. */
class TimeLimit {
  #controller = new AbortController();
  #ms;
  #outer;
  #late = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #relay = () => this.#controller.abort(this.#outer?.reason);

  /**
   * @param {number} ms
   * @param {AbortSignal} [outer]
   */
  constructor(ms, outer) {
    outer?.throwIfAborted();
    this.#ms = ms;
    this.#outer = outer;
    outer?.addEventListener('abort', this.#relay, {once: true});
    this.restart();
  }

  get signal() {
    return this.#controller.signal;
  }

  restart() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#late = true;
      this.#controller.abort();
    }, this.#ms);
  }

  /**
   * @template T
   * @param {Promise<T>} work
   * @returns {Promise<T>}
   */
  async during(work) {
    try {
      return await unlessStopped(work, this.signal);
    } catch (e) {
      this.#outer?.throwIfAborted();
      throw this.#late
        ? new PiecemealError(`Nothing came for ${this.#ms} ms.`, {code: 'timeout', retryable: true, cause: e})
        : new PiecemealError(`The connection failed: ${reason(e)}`, {code: 'network', retryable: true, cause: e});
    }
  }

  end() {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#relay);
  }
}

/**
 * Node.js has the reason one level deeper than browsers have.
 *
 * @param {unknown} e
 */
function reason(e) {
  const inner = e instanceof Error && e.cause instanceof Error ? e.cause : e;
  return inner instanceof Error ? inner.message : String(inner);
}

/**
 * @param {string} text
 * @param {number} status
 */
function parsed(text, status) {
  try {
    return JSON.parse(text);
  } catch (e) {
    throw new PiecemealError(`The answer is ${status} but no JSON: something on the way answers for the service.`, {
      code: 'bad-answer',
      status,
      retryable: true,
      cause: e,
    });
  }
}

/**
 * @param {number} ms
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export function sleep(ms, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, {once: true});
  });
}
