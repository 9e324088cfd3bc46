// What is on its way from this page, at the lower edge wherever a person is.

import { View, announce, html, icon, meter, nothing } from './view.js';
import * as format from './format.js';

/** @typedef {import('./uploads.js').Upload} Upload */

const SHOWN = 60;
/** Those that need a person first. */
const ORDER = ['failed', 'lost', 'sending', 'paused', 'waiting', 'elsewhere', 'done'];

class UploadPanel extends View {
  static properties = { uploads: {}, open: { state: true } };

  constructor() {
    super();
    /** @type {import('./uploads.js').Uploads | null} */
    this.uploads = null;
    this.readable = false;
    this.open = true;
    this.wasBusy = false;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('uploads') && this.uploads) {
      this.hear(this.uploads, 'change');
      // What is over before anybody looks is told as well.
      this.hear(this.uploads, 'done', () => { this.wasBusy = true; });
    }
    const busy = this.uploads?.busy ?? false;
    if (this.wasBusy && !busy) announce(this.summary());
    this.wasBusy = busy;
  }

  summary() {
    const list = this.uploads?.list ?? [];
    const count = (/** @type {string} */ state) => list.filter((one) => one.state === state).length;
    const parts = [];
    if (count('done')) parts.push(`${format.counted(count('done'), 'file')} sent`);
    if (count('failed')) parts.push(`${format.count(count('failed'))} failed`);
    if (count('lost')) parts.push(`${format.count(count('lost'))} to be chosen again`);
    if (count('elsewhere')) parts.push(`${format.count(count('elsewhere'))} in another window`);
    return parts.join(', ');
  }

  headline() {
    const uploads = /** @type {import('./uploads.js').Uploads} */ (this.uploads);
    if (!uploads.busy) return this.summary();
    const { done, files, bytesPerSecond, secondsLeft, paused } = uploads.progress;
    if (paused) return navigator.onLine ? 'Waiting for the service' : 'Offline: goes on by itself';
    const what = files === 1 ? 'Sending' : `Sending ${format.count(Math.min(done + 1, files))} of ${format.count(files)}`;
    return [what, bytesPerSecond > 0 ? format.speed(bytesPerSecond) : '', format.rest(secondsLeft)].filter(Boolean).join(' · ');
  }

  /** @param {Upload} upload */
  state(upload) {
    const percent = format.percent(upload.sent, upload.size);
    switch (upload.state) {
      case 'waiting': return 'Waits for its turn';
      case 'sending': return `${percent} % of ${format.size(upload.size)}`;
      case 'paused': return `Paused at ${percent} %: goes on by itself`;
      case 'lost': return upload.why || 'Begun before. Choose the same file to go on';
      case 'elsewhere': return 'Another window sends it';
      case 'failed': return upload.why;
      case 'done': return `Sent, ${format.size(upload.size)}`;
    }
  }

  /** @param {Upload} upload */
  row(upload) {
    const uploads = /** @type {import('./uploads.js').Uploads} */ (this.uploads);
    const moving = upload.state === 'sending' || upload.state === 'paused';
    return html`<li class="upload ${upload.state}">
      <span class="name">${upload.state === 'done' && upload.id && this.readable
        ? html`<a href="#/files/${upload.id}">${upload.name}</a>` : upload.name}</span>
      <span class="how">${this.state(upload)}</span>
      ${moving ? meter(`Progress of ${upload.name}`, upload.sent, Math.max(1, upload.size)) : nothing}
      <span class="acts">
        ${upload.state === 'failed' ? html`<button type="button" class="quiet small" aria-label="Try ${upload.name} again" title="Try again"
          @click=${() => uploads.retry(upload)}>${icon('retry')}</button>` : nothing}
        ${upload.state === 'done' ? icon('check') : upload.state === 'elsewhere' ? nothing : html`
          <button type="button" class="quiet small" aria-label="Cancel ${upload.name}" title="Cancel"
            @click=${() => uploads.cancel(upload)}>${icon('close')}</button>`}
      </span>
    </li>`;
  }

  render() {
    const uploads = this.uploads;
    if (!uploads || uploads.list.length === 0) return nothing;
    const { sent, total } = uploads.progress;
    const sorted = [...uploads.list].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
    const lost = uploads.list.filter((one) => one.state === 'lost');
    return html`<section class="panel" aria-label="Uploads">
      <div class="panel-head">
        <button type="button" class="quiet" aria-expanded=${this.open ? 'true' : 'false'} aria-controls="uploads-list"
          @click=${() => { this.open = !this.open; }}><span class="chevron" aria-hidden="true"></span><strong>${this.headline()}</strong></button>
        ${uploads.list.some((one) => one.state === 'done') && !uploads.busy
          ? html`<button type="button" class="quiet" @click=${() => uploads.clear()}>Clear</button>` : nothing}
      </div>
      ${uploads.busy ? meter('Progress of all uploads', sent, Math.max(1, total), this.headline()) : nothing}
      <div id="uploads-list" ?hidden=${!this.open}>
        ${lost.length > 0 ? html`<div class="again">
          <p>${format.counted(lost.length, 'upload')} from before ${lost.length === 1 ? 'is' : 'are'} not finished.
            Nothing that was sent is lost.</p>
          ${lost.some((one) => one.handle)
            ? html`<button type="button" class="primary" @click=${() => uploads.ask()}>Go on</button>` : nothing}
          <label class="button">Choose the same ${lost.length === 1 ? 'file' : 'files'}
            <input type="file" multiple class="away" @change=${(/** @type {Event} */ event) => this.chosen(event)}></label>
        </div>` : nothing}
        <ul>${sorted.slice(0, SHOWN).map((upload) => this.row(upload))}</ul>
        ${sorted.length > SHOWN ? html`<p class="hint">and ${format.count(sorted.length - SHOWN)} more</p>` : nothing}
      </div>
    </section>`;
  }

  /** @param {Event} event */
  async chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = [...(input.files ?? [])].map((file) => ({ file }));
    input.value = '';
    await this.uploads?.add(files);
  }
}

customElements.define('pm-uploads', UploadPanel);
