/**
 * What the service, or the way to it, refused. Go by {@link PiecemealError#code}.
 *
 * Codes of the service are those of its API. The client has some of its own, with status 0: `network` (no answer, or half of one),
 * `timeout`, `bad-answer` (a success that is not what the service says), `source-changed` (another file than the one that was
 * begun), `source-unreadable`, `checksum-mismatch` (of a download), `file-incomplete` (of one that was not asked to be `partial`) and `upload-cut` (another caller took bytes back). An answer without a code, such as a proxy's, has `http-` and its status.
 */
export class PiecemealError extends Error {
  /**
   * @param {string} message
   * @param {{code: string, status?: number, retryable?: boolean, next?: NextCall, requestId?: string, retryAfter?: number,
   *   facts?: Record<string, unknown>, cause?: unknown}} said
   */
  constructor(message, said) {
    super(message, said.cause === undefined ? undefined : {cause: said.cause});
    this.name = 'PiecemealError';
    /** Stable, in kebab-case. @type {string} */
    this.code = said.code;
    /** The status of the answer, 0 where there was none. @type {number} */
    this.status = said.status ?? 0;
    /** Whether the very same call may succeed later. @type {boolean} */
    this.retryable = said.retryable ?? false;
    /** The call that leads on, where the service names one. @type {NextCall | undefined} */
    this.next = said.next;
    /** For the operator: it is in the service's log too. @type {string | undefined} */
    this.requestId = said.requestId;
    /** Seconds to wait before the next attempt, where the answer names some. @type {number | undefined} */
    this.retryAfter = said.retryAfter;
    /** All members of the problem, such as `current_size`. @type {Record<string, unknown>} */
    this.facts = said.facts ?? {};
  }
}

/** @typedef {{method: string, path: string, body?: Record<string, unknown>}} NextCall */

// Not to be repeated as they are by everyone, but by this client: its calls carry offsets, conditions or keys.
const REPEATABLE_HERE = new Set(['outcome-unknown', 'ticket-busy']);

/**
 * Whether a call of this client may be tried again after this.
 *
 * @param {unknown} e
 * @returns {e is PiecemealError}
 */
export function mayTryAgain(e) {
  return e instanceof PiecemealError && (e.retryable || REPEATABLE_HERE.has(e.code));
}

/**
 * The error that an answer is.
 *
 * @param {Response} response
 * @param {string} text of its body
 * @returns {PiecemealError}
 */
export function errorOf(response, text) {
  const {status, headers} = response;
  const facts = problem(text);
  const coded = typeof facts.code === 'string';
  return new PiecemealError(String(facts.detail ?? `The answer is ${status} without a reason.`), {
    code: coded ? String(facts.code) : `http-${status}`,
    status,
    // Without a code it is of something on the way, which knows nothing of what it refuses.
    retryable: coded ? facts.retryable === true : PASSING.has(status) || status > 505,
    next: /** @type {NextCall | undefined} */ (facts.next),
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: secondsOf(headers.get('retry-after')),
    facts,
  });
}

const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
function problem(text) {
  try {
    const parsed = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    // A proxy's page: the status counts then.
    return {};
  }
}

/**
 * Seconds of a `Retry-After`, which is a number or a date.
 *
 * @param {string | null} value
 * @returns {number | undefined}
 */
function secondsOf(value) {
  if (value === null) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/**
 * Whether a key may not do this because it has not the scope `read`.
 *
 * @param {unknown} e
 * @returns {e is PiecemealError}
 */
export function mayNotRead(e) {
  return e instanceof PiecemealError && e.status === 403 && e.facts.needed_scope === 'read';
}
