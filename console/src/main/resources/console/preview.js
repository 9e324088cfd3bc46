// A look at a file that cannot run anything: text is only ever text, and pictures are of kinds that have no scripts.

import { View, html, nothing, reason } from './view.js';
import * as format from './format.js';

const MOST_TEXT = 64 * 1024;
const MOST_PICTURE = 20_000_000;
const TEXT = /^(text\/|application\/(json|xml|yaml|toml|javascript|x-sh|x-ndjson|sql)|[^/]+\/[^/]+\+(json|xml|yaml)$)/;

/** By their first bytes, never by what somebody said of them; SVG is a page and not among them. @type {[string, (bytes: Uint8Array) => boolean][]} */
const PICTURES = [
  ['image/png', (b) => begins(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (b) => begins(b, [0xff, 0xd8, 0xff])],
  ['image/gif', (b) => ascii(b, 0, 'GIF87a') || ascii(b, 0, 'GIF89a')],
  ['image/webp', (b) => ascii(b, 0, 'RIFF') && ascii(b, 8, 'WEBP')],
  ['image/avif', (b) => ascii(b, 4, 'ftypavif')],
];

/** @param {Uint8Array} bytes @param {number[]} mark */
const begins = (bytes, mark) => mark.every((byte, i) => bytes[i] === byte);
/** @param {Uint8Array} bytes @param {number} at @param {string} text */
const ascii = (bytes, at, text) => [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** The text, unless it is none. The last letter may be cut in two. @param {Uint8Array} bytes */
function textOf(bytes) {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    // Some other encoding, or no text at all: there is nothing to show.
    return null;
  }
}

class Preview extends View {
  static properties = { api: {}, file: {}, shown: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {import('./api.js').Api | null} */
    this.api = null;
    /** @type {import('./api.js').StoredFile | null} */
    this.file = null;
    /** @type {{text: string} | {picture: string} | 'none' | null} */
    this.shown = null;
    this.problem = '';
    this.loaded = '';
    this.stop = new AbortController();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('file') && this.file && this.api && this.loaded !== `${this.file.file_id}-${this.file.sha256}`) {
      this.loaded = `${this.file.file_id}-${this.file.sha256}`;
      void this.load(this.api, this.file);
    }
  }

  /** @param {import('./api.js').Api} api @param {import('./api.js').StoredFile} file */
  async load(api, file) {
    try {
      this.problem = '';
      if (file.size === 0) {
        this.shown = 'none';
        return;
      }
      const first = await api.beginning(file.file_id, Math.min(MOST_TEXT, file.size), this.stop.signal);
      const picture = PICTURES.find(([, matches]) => matches(first))?.[0];
      if (picture && file.size <= MOST_PICTURE) {
        const bytes = file.size <= first.length ? first
          : await (await api.client.download(file.file_id, { signal: this.stop.signal })).bytes();
        if (this.isConnected) this.shown = { picture: URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type: picture })) };
        return;
      }
      const text = picture || !(TEXT.test(file.content_type) || file.content_type === 'application/octet-stream') ? null : textOf(first);
      this.shown = text === null ? 'none' : { text };
    } catch (e) {
      if (!this.stop.signal.aborted) this.problem = reason(e);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop.abort();
    if (this.shown && typeof this.shown === 'object' && 'picture' in this.shown) URL.revokeObjectURL(this.shown.picture);
  }

  render() {
    const { shown, file } = this;
    if (this.problem) return html`<p class="problem">${this.problem}</p>`;
    if (!shown || !file) return html`<p class="hint">Loading…</p>`;
    if (shown === 'none') return html`<p class="hint">There is no preview of files of this kind.</p>`;
    if ('picture' in shown) return html`<img class="picture" src=${shown.picture} alt="Preview of ${file.filename}">`;
    return html`<pre tabindex="0" role="region" aria-label="Text of the file">${shown.text}</pre>
      ${file.size > MOST_TEXT ? html`<p class="hint">The first ${format.size(MOST_TEXT)} of ${format.size(file.size)}.</p>` : nothing}`;
  }
}

customElements.define('pm-preview', Preview);
