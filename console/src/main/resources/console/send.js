// Sends a file to a ticket, in parts, each with its place in the file. After a break it asks how far the file is and goes on
// from a little before that: the service compares what it has already, so another file than the one begun is noticed. It goes on
// until it is done, refused or stopped: a break of any length only pauses it. The console and the page of a ticket share it.

const LARGEST_PART = 8 * 1024 * 1024;
// Fits into what proxies let through that nobody set up for uploads.
const SMALLEST_PART = 256 * 1024;
const OVERLAP = 64 * 1024;
const LONGEST_PAUSE_MS = 15_000;

/** What passes here passes for the next file too. */
let partSize = LARGEST_PART;

/** It was refused, and will be if it is sent again. */
export class NotTaken extends Error {
  /** @param {number} status @param {any} answer */
  constructor(status, answer) {
    super(answer.detail ?? `The service answered ${status}.`);
    this.status = status;
    /** @type {string} */
    this.code = answer.code ?? '';
  }
}

/** It may work when it is sent again. */
class Interrupted extends Error {}

/**
 * @typedef {object} TicketState
 * @property {string} filename
 * @property {number} offset
 * @property {number} size
 * @property {number | null} declared_size
 * @property {number} max_size
 * @property {string} expires_at
 */

/**
 * @typedef {object} Options
 * @property {(sent: number) => void} [onProgress] bytes of the whole file that are there or on their way
 * @property {(attempt: number) => void} [onPause] the connection broke, or there is none
 * @property {() => void} [onResume]
 * @property {AbortSignal} [signal]
 */

/**
 * @param {string} address
 * @param {string} method
 * @param {Blob | null} body
 * @param {Record<string, string>} headers
 * @param {AbortSignal} [signal]
 * @param {(loaded: number) => void} [onLoaded]
 * @returns {Promise<TicketState>}
 */
function call(address, method, body, headers, signal, onLoaded) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open(method, address);
    request.setRequestHeader('Accept', 'application/json');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onLoaded) request.upload.onprogress = (event) => onLoaded(event.loaded);
    request.onload = () => {
      try {
        resolve(settled(request));
      } catch (e) {
        reject(e);
      }
    };
    request.onerror = () => reject(new Interrupted('The connection broke.'));
    request.onabort = () => reject(signal?.reason ?? new Interrupted('It was broken off.'));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) reject(signal.reason);
    else request.send(body);
  });
}

/** @param {XMLHttpRequest} request */
function settled(request) {
  let answer;
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    // Whatever stands between here and the service may answer without JSON; the status counts then.
    answer = {};
  }
  const { status } = request;
  if (status === 200) return answer;
  // A limit of the service has a code; without one it is that of a proxy on the way.
  if (status === 413 && !answer.code && partSize > SMALLEST_PART) {
    partSize = Math.max(partSize / 4, SMALLEST_PART);
    throw new Interrupted('The part was too large for a proxy.');
  }
  if (answer.retryable || answer.code === 'ticket-busy' || (status >= 500 && answer.code !== 'damaged')) {
    throw new Interrupted(answer.detail);
  }
  throw new NotTaken(status, answer);
}

/** How far the file is. @param {string} address @param {AbortSignal} [signal] */
export const ask = (address, signal) => call(address, 'GET', null, {}, signal);

/**
 * Until the time is over, the network is back or it is stopped.
 * @param {number} ms @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });
}

/** How long to wait before the next attempt. @param {number} attempt from 1 */
export const patience = (attempt) => Math.min(250 * 2 ** attempt, LONGEST_PAUSE_MS);

/** Never before the ticket's offset, which is none of its holder's business. @param {TicketState} ticket */
const resumption = (ticket) => Math.max(ticket.offset, ticket.size - OVERLAP);

/** Of no media type: what the file is was said when the session was opened. @param {Blob[]} parts */
const bytes = (parts) => new Blob(parts, { type: 'application/octet-stream' });

/**
 * @param {string} address @param {File} file @param {number} place @param {Options} options
 * @returns {Promise<number>} where it ends
 */
async function sendPart(address, file, place, { onProgress, signal }) {
  const end = Math.min(place + partSize, file.size);
  const range = `bytes ${place}-${end - 1}/${file.size}`;
  await call(address, 'PUT', bytes([file.slice(place, end)]), { 'Content-Range': range }, signal,
    (loaded) => onProgress?.(place + Math.min(loaded, end - place)));
  return end;
}

/**
 * Sends all of it.
 * @param {string} address of the ticket
 * @param {File} file
 * @param {Options} [options]
 * @throws {NotTaken} or the reason of the signal
 */
export async function sendFile(address, file, options = {}) {
  const { onPause, onResume, signal } = options;
  let failures = 0;
  let place = -1;
  while (place < file.size) {
    try {
      if (place < 0) place = resumption(await ask(address, signal));
      if (file.size === 0) {
        await call(address, 'PUT', bytes([]), {}, signal);
        return;
      }
      place = await sendPart(address, file, place, options);
      if (failures > 0) onResume?.();
      failures = 0;
    } catch (e) {
      // The answer to the last part was lost, and the ticket used up by it.
      if (e instanceof NotTaken && e.code === 'ticket-used' && failures > 0) return;
      if (!(e instanceof Interrupted)) throw e;
      failures++;
      onPause?.(failures);
      // A proxy that finds a part too large may break the connection as well.
      if (failures > 2 && navigator.onLine) partSize = Math.max(partSize / 2, SMALLEST_PART);
      await pause(patience(failures), signal);
      place = -1;
    }
  }
}
