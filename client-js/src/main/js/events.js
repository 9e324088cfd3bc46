import {PiecemealError} from './errors.js';
import {sleep} from './transport.js';

/**
 * Something that happened to a file of one's own.
 *
 * @typedef {object} FileEvent
 * @property {string} id
 * @property {string} type
 * @property {string} timestamp
 * @property {{file_id: string, filename: string, size: number, sha256: string | null} & Record<string, unknown>} data
 * @property {string} cursor to go on behind this event later, as `after`
 */

/**
 * @typedef {object} EventOptions
 * @property {string} [after] the `cursor` of an event, or `latest` for what happens from now on; by default all that is kept
 * @property {AbortSignal} [signal]
 */

// A server that takes connections and ends them is not asked without a pause.
const PAUSE_MS = 1000;

/**
 * Events as they happen, without an end. Behind a broken connection it goes on where it was.
 *
 * @param {import('./transport.js').Transport} transport
 * @param {EventOptions} options
 * @returns {AsyncGenerator<FileEvent, void, void>}
 */
export async function* eventsOf(transport, {after, signal}) {
  // Asked for once: after a break it would mean a later time.
  let place = after === 'latest' ? (await transport.call('GET', '/events?after=latest&limit=1', {signal})).next : after;
  for (;;) {
    const query = place === undefined ? '' : `?after=${encodeURIComponent(place)}`;
    const answer = await transport.patiently(
      () => transport.open('GET', `/events${query}`, {headers: {accept: 'text/event-stream'}, signal}),
      signal,
    );
    try {
      for await (const {id, data} of messagesOf(answer.pieces())) {
        if (id !== '') place = id;
        if (data !== '') yield {...JSON.parse(data), cursor: place};
      }
    } catch (e) {
      if (!(e instanceof PiecemealError && e.retryable)) throw e;
    } finally {
      answer.close();
    }
    await sleep(Math.random() * PAUSE_MS, signal);
  }
}

/**
 * Server-sent events of a body. What is not ended by an empty line is dropped.
 *
 * @param {AsyncIterable<Uint8Array>} pieces
 * @returns {AsyncGenerator<{id: string, data: string}, void, void>}
 */
export async function* messagesOf(pieces) {
  const decoder = new TextDecoder();
  let rest = '';
  let id = '';
  /** @type {string[]} */
  let data = [];
  for await (const piece of pieces) {
    rest += decoder.decode(piece, {stream: true});
    // A CR at the end may be half of a CRLF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield {id, data: data.join('\n')};
        data = [];
      } else {
        const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
        if (name === 'id') id = value;
        if (name === 'data') data.push(value);
      }
    }
  }
}
