// All about one file.

import { mayTryAgain } from './api.js';
import { View, announce, ask, copyable, download, html, icon, iconOf, looked, meter, nothing, reason, svg } from './view.js';
import * as format from './format.js';
import { isReadable, isScanned, scanNote, stateBadge } from './scan.js';
import './preview.js';
import './share-card.js';
import './ticket-dialog.js';

/** @typedef {import('./api.js').StoredFile} StoredFile */
/** @typedef {import('./api.js').Chunk} Chunk */

const WAIT_SECONDS = 30;
const MAP = 1000;
/** What is told of a file while somebody looks at it. @type {Record<string, string>} */
const TOLD = {
  'file.passed': 'Scan passed', 'file.quarantined': 'Quarantined', 'file.released': 'Released by an operator',
  'file.rewound': 'Cut back', 'file.deleted': 'Deleted', 'file.expired': 'Expired', 'file.damaged': 'Found damaged', 'ticket.used': 'Link used',
};

class FileView extends View {
  static properties = { api: {}, fileId: {}, file: { state: true }, chunks: { state: true }, told: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {import('./api.js').Api | null} */
    this.api = null;
    /** @type {import('./files.js').Files | null} */
    this.files = null;
    /** @type {import('./uploads.js').Uploads | null} */
    this.uploads = null;
    /** @type {(scope: string) => boolean} */
    this.may = () => false;
    this.fileId = '';
    /** @type {StoredFile | null} */
    this.file = null;
    /** @type {Chunk[]} */
    this.chunks = [];
    this.moreChunks = false;
    /** @type {import('./index.js').FileEvent[]} */
    this.told = [];
    /** @param {Event} event */
    this.hearEvent = (event) => this.tell(/** @type {CustomEvent} */ (event).detail);
    this.problem = '';
    this.watching = new AbortController();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('fileId') && this.fileId) {
      this.file = null;
      this.chunks = [];
      this.told = [];
      void this.watch(this.fileId);
    }
  }

  connectedCallback() {
    super.connectedCallback();
    this.files?.addEventListener('event', this.hearEvent);
  }

  /** @param {import('./index.js').FileEvent} event */
  tell(event) {
    const what = TOLD[event.type];
    if (event.data.file_id !== this.fileId || !what) return;
    this.told = [...this.told, event].slice(-50);
    announce(`${event.data.filename}: ${what}.`);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.files?.removeEventListener('event', this.hearEvent);
    this.watching.abort();
  }

  /** @param {string} id */
  async watch(id) {
    this.watching.abort();
    this.watching = new AbortController();
    const { signal } = this.watching;
    for (let first = true; !signal.aborted; first = false) {
      try {
        await looked(signal);
        const client = /** @type {import('./api.js').Api} */ (this.api).client;
        const file = await client.get(id, { signal, ...(first ? {} : { waitSeconds: WAIT_SECONDS }) });
        const before = this.file;
        this.file = file;
        this.problem = '';
        if (file.size !== before?.size || file.chunks !== before?.chunks) {
          const page = await client.chunks(id, { signal, limit: 1000 });
          this.chunks = page.data;
          this.moreChunks = page.has_more;
        }
        if (file.status === 'complete' && before?.status === 'uploading') announce(`${file.filename} is complete.`);
        if (file.status === 'complete' && !isScanned(file)) return;
      } catch (e) {
        if (signal.aborted) return;
        this.problem = reason(e);
        if (!mayTryAgain(e)) return;
        await new Promise((resolve) => { setTimeout(resolve, 2000); });
      }
    }
  }

  async discard() {
    const file = /** @type {StoredFile} */ (this.file);
    if (!await ask(`Delete “${file.filename}”? This cannot be undone.`, 'Delete')) return;
    try {
      this.watching.abort();
      await this.api?.client.delete(file.file_id);
      this.files?.drop(file.file_id);
      announce(`${file.filename} is deleted.`);
      location.hash = '#/files';
    } catch (e) {
      this.problem = reason(e);
    }
  }

  async complete() {
    try {
      this.file = /** @type {StoredFile} */ (await this.api?.client.complete(this.fileId));
    } catch (e) {
      this.problem = reason(e);
    }
  }

  async save() {
    try {
      await download(/** @type {import('./api.js').Api} */ (this.api), /** @type {StoredFile} */ (this.file));
    } catch (e) {
      this.problem = reason(e);
    }
  }

  /** Where each chunk lies in the file. @param {StoredFile} file */
  map(file) {
    const total = Math.max(1, file.declared_size ?? file.ticket?.total ?? file.size);
    const label = `${format.counted(file.chunks, 'chunk')}, ${format.percent(file.size, total)} percent of the file`;
    return html`<svg class="map" viewBox="0 0 ${MAP} 36" preserveAspectRatio="none" role="img" aria-label=${label}>${
      svg`<rect class="rest" width=${MAP} height="36"/>${this.chunks.map((chunk, i) => svg`<rect class="chunk ${i % 2 ? 'odd' : ''}"
        x=${(chunk.offset / total) * MAP} width=${Math.max(1, (chunk.size / total) * MAP - 1.5)} height="36"/>`)}`}</svg>`;
  }

  /** @param {StoredFile} file */
  ledger(file) {
    return html`<section class="card" aria-labelledby="chunks-title"><h2 id="chunks-title">Chunks</h2>
      ${file.size === 0 ? html`<p class="hint">No bytes have arrived yet.</p>` : html`
        ${this.map(file)}
        <details><summary>${format.counted(file.chunks, 'chunk')}</summary>
          <div class="scroll" tabindex="0" role="region" aria-label="List of chunks"><table>
            <thead><tr><th scope="col">From</th><th scope="col">Size</th><th scope="col">CRC-32C</th><th scope="col">Arrived</th></tr></thead>
            <tbody>${this.chunks.map((chunk) => html`<tr><td>${format.count(chunk.offset)}</td><td>${format.size(chunk.size)}</td>
              <td><code>${chunk.crc32c}</code></td><td>${format.day(chunk.created_at)}</td></tr>`)}</tbody>
          </table></div>
          ${this.moreChunks ? html`<p class="hint">The first ${format.count(this.chunks.length)}.</p>` : nothing}
        </details>`}
    </section>`;
  }

  /** @param {StoredFile} file */
  ticketCard(file) {
    const { ticket } = file;
    // This page sends its own files by tickets too, which are nobody's to hand out.
    const ours = this.uploads?.list.some((one) => one.id === file.file_id);
    if (file.status === 'complete' || ours) return nothing;
    const state = { valid: 'Open', used: 'Used', expired: 'Expired' };
    return html`<section class="card" aria-labelledby="link-title"><h2 id="link-title">Link for somebody without a key</h2>
      ${ticket ? html`<dl class="facts">
          <div><dt>State</dt><dd>${state[/** @type {'valid'} */ (ticket.state)] ?? ticket.state}</dd></div>
          <div><dt>Received</dt><dd>${format.size(ticket.received)}${ticket.total === null ? '' : ` of ${format.size(ticket.total)}`}</dd></div>
          <div><dt>Expires</dt><dd>${format.until(ticket.expires_at)}</dd></div>
        </dl>` : html`<p class="hint">Nobody was asked for this file.</p>`}
      ${this.may('write') ? html`<button type="button"
        @click=${() => /** @type {any} */ (this.querySelector('pm-ticket')).begin(file)}>${icon('link')} ${ticket ? 'Make another link' : 'Make a link'}</button>` : nothing}
    </section>`;
  }

  /** What happened, as far as the file itself tells, and what is told while somebody looks. @param {StoredFile} file */
  events(file) {
    /** @type {[string, string][]} */
    const events = [[file.created_at, 'Opened']];
    if (this.chunks.length > 0) {
      events.push([this.chunks[0].created_at, 'First bytes arrived']);
      if (!this.moreChunks) events.push([this.chunks[this.chunks.length - 1].created_at, 'Latest bytes arrived']);
    }
    if (file.status === 'complete') events.push([file.updated_at, 'Complete']);
    events.push(...this.told.map((event) => /** @type {[string, string]} */ ([event.timestamp, TOLD[event.type]])));
    return html`<section class="card" aria-labelledby="events-title"><h2 id="events-title">Events</h2>
      <ol class="events">${events.map(([time, what]) => html`<li><span>${what}</span><time datetime=${time} class="hint">${format.day(time)}</time></li>`)}
        <li class="future"><span>Expires</span><time datetime=${file.expires_at} class="hint">${format.day(file.expires_at)}</time></li></ol>
    </section>`;
  }

  /** @param {StoredFile} file */
  facts(file) {
    return html`<section class="card" aria-labelledby="facts-title"><h2 id="facts-title">Facts</h2>
      <dl class="facts">
        <div><dt>Size</dt><dd title=${format.exactSize(file.size)}>${format.size(file.size)}</dd></div>
        <div><dt>Type</dt><dd>${file.content_type}</dd></div>
        ${file.detected_type && file.detected_type !== file.content_type.split(';')[0] ? html`<div><dt>Looks like</dt><dd>${file.detected_type}</dd></div>` : nothing}
        <div><dt>Opened</dt><dd>${format.day(file.created_at)}</dd></div>
        <div><dt>Changed</dt><dd>${format.day(file.updated_at)}</dd></div>
        <div><dt>Expires</dt><dd>${format.fromNow(file.expires_at)}, ${format.day(file.expires_at)}</dd></div>
        <div class="wide"><dt>Id</dt><dd>${copyable('the id', file.file_id)}</dd></div>
        <div class="wide"><dt>SHA-256</dt><dd>${file.sha256 ? copyable('the digest', file.sha256) : html`<span class="hint">known when it is complete</span>`}</dd></div>
      </dl></section>`;
  }

  /** @param {StoredFile} file */
  progress(file) {
    const total = file.declared_size ?? file.ticket?.total ?? null;
    if (file.status === 'complete') return nothing;
    return total === null ? html`<p><span class="badge arriving">Arriving</span> ${format.size(file.size)} so far</p>`
      : html`<div class="arriving-now">${meter('Progress', file.size, Math.max(1, total))}
        <span>${format.percent(file.size, total)} % of ${format.size(total)}</span></div>`;
  }

  /** @param {StoredFile} file */
  all(file) {
    return html`
      ${this.problem ? html`<p class="problem card" role="alert">${this.problem}</p>` : nothing}
      ${this.progress(file)}
      ${file.status === 'complete' && !isReadable(file) ? scanNote(file) : nothing}
      <div class="buttons">
        ${isReadable(file) ? html`<button type="button" class="primary" @click=${() => this.save()}>${icon('download')} Download</button>` : nothing}
        ${file.status === 'uploading' && this.may('write') && file.size > 0
          ? html`<button type="button" @click=${() => this.complete()}>${icon('check')} Complete it as it is</button>` : nothing}
        ${this.may('delete') ? html`<button type="button" @click=${() => this.discard()}>${icon('trash')} Delete</button>` : nothing}
      </div>
      <div class="columns">
        <div>${isReadable(file) ? html`<section class="card" aria-labelledby="preview-title"><h2 id="preview-title">Preview</h2>
            <pm-preview .api=${this.api} .file=${file}></pm-preview></section>` : nothing}
          ${this.ledger(file)}</div>
        <div>${this.facts(file)}${this.ticketCard(file)}${isReadable(file)
          ? html`<pm-share .api=${this.api} .file=${file} .may=${this.may}></pm-share>` : nothing}${this.events(file)}</div>
      </div>
      <pm-ticket .api=${this.api} .files=${this.files} .may=${this.may}></pm-ticket>`;
  }

  render() {
    const { file } = this;
    // One heading from the first moment on: it has the focus.
    return html`
      <a class="back" href="#/files">${icon('back')} All files</a>
      <div class="title">${iconOf(file?.content_type ?? '')}<h1 tabindex="-1">${file?.filename ?? (this.problem ? 'No such file' : 'File')}</h1>
        ${file?.status === 'complete' ? stateBadge(file) : nothing}</div>
      ${file ? this.all(file) : this.problem ? html`<div class="empty" role="alert"><p>${this.problem}</p></div>` : html`<p class="hint">Loading…</p>`}`;
  }
}

customElements.define('pm-file', FileView);
