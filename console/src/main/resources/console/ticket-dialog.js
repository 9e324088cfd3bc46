// A link for somebody without a key: made, shown as a code for phones, watched until the file is there.

import { mayTryAgain } from './api.js';
import { paintCode } from './code.js';
import { View, announce, ask, beginning, copyable, html, looked, meter, nothing, reason } from './view.js';
import * as format from './format.js';

/** @typedef {import('./api.js').StoredFile} StoredFile */

const WAIT_SECONDS = 30;

class TicketDialog extends View {
  static properties = { api: {}, ticket: { state: true }, file: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {import('./api.js').Api | null} */
    this.api = null;
    /** @type {import('./files.js').Files | null} */
    this.files = null;
    /** @type {(scope: string) => boolean} */
    this.may = () => false;
    /** @type {import('./api.js').Ticket | null} */
    this.ticket = null;
    /** @type {StoredFile | null} */
    this.file = null;
    this.problem = '';
    this.watching = new AbortController();
  }

  get dialog() { return /** @type {HTMLDialogElement} */ (this.querySelector('dialog')); }

  /** Asks for a name first, or is for a session that there is. @param {StoredFile} [file] */
  async begin(file) {
    this.ticket = null;
    this.file = file ?? null;
    this.problem = '';
    this.requestUpdate();
    await this.updateComplete;
    this.dialog.showModal();
    if (file) await this.issue(file);
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (this.querySelector('#ticket-name'));
    const filename = field.value.trim();
    if (!filename) {
      this.problem = 'Say what the file is to be called.';
      field.focus();
      return;
    }
    await this.attempt(async (api) => {
      const once = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const file = await api.open({ filename }, once);
      await this.files?.refresh();
      await this.issue(file);
    });
  }

  /** @param {StoredFile} file */
  async issue(file) {
    await this.attempt(async (api) => {
      this.ticket = await api.ticket(file.file_id);
      this.file = file;
      announce('The link is made.');
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('.copyable button'))?.focus();
      if (this.may('read')) void this.watch(file.file_id);
    });
  }

  /** @param {(api: import('./api.js').Api) => Promise<void>} work */
  async attempt(work) {
    try {
      this.problem = '';
      await work(/** @type {import('./api.js').Api} */ (this.api));
    } catch (e) {
      this.problem = reason(e);
    }
  }

  /** @param {string} id */
  async watch(id) {
    this.watching.abort();
    this.watching = new AbortController();
    const { signal } = this.watching;
    while (!signal.aborted && this.dialog?.open) {
      try {
        await looked(signal);
        this.file = /** @type {StoredFile} */ (await this.api?.client.get(id, { waitSeconds: WAIT_SECONDS, signal }));
        if (this.file.status === 'complete') {
          announce('The file has arrived.');
          return;
        }
      } catch (e) {
        if (signal.aborted) return;
        if (mayTryAgain(e)) continue;
        this.problem = reason(e);
        return;
      }
    }
  }

  async revoke() {
    const { file } = this;
    if (!file || !await ask('Take the link back? Whoever has it cannot send any more.', 'Take it back')) return;
    await this.attempt(async (api) => {
      await api.client.revokeTicket(file.file_id);
      this.dialog.close();
    });
  }

  closed() {
    this.watching.abort();
    void this.files?.refresh();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watching.abort();
  }

  how() {
    const file = /** @type {StoredFile} */ (this.file);
    if (!this.may('read')) return html`<p class="hint">Your key may not see files, so this page cannot tell when it has arrived.</p>`;
    if (file.status === 'complete') return html`<p class="good">It has arrived: ${format.size(file.size)}.
      <a href="#/files/${file.file_id}" @click=${() => this.dialog.close()}>Look at it</a></p>`;
    const total = file.ticket?.total ?? null;
    if (file.size === 0) return html`<p class="hint"><span class="pulse" aria-hidden="true"></span> Waiting for the file.</p>`;
    return html`<p class="hint">${format.size(file.size)}${total ? ` of ${format.size(total)}` : ''} arrived.</p>
      ${total ? meter('Progress', file.size, total) : nothing}`;
  }

  made() {
    const ticket = /** @type {import('./api.js').Ticket} */ (this.ticket);
    const file = /** @type {StoredFile} */ (this.file);
    return html`
      <p>Whoever opens this link can send <strong>${file.filename}</strong>, once, until ${format.until(ticket.expires_at)}. It needs no key.</p>
      <div class="ticket-made">
        <canvas class="qr" role="img" aria-label=${`Code with the link for ${file.filename}`}></canvas>
        <div>
          <h3>Link</h3>${copyable('the link', ticket.url)}${beginning(ticket.url)}
          <h3>Command</h3>${copyable('the command', ticket.curl)}
          ${this.how()}
        </div>
      </div>
      <div class="buttons">
        <button type="button" class="primary" @click=${() => this.dialog.close()}>Done</button>
        ${file.status === 'complete' || !this.may('delete') ? nothing : html`<button type="button" @click=${() => this.revoke()}>Take it back</button>`}
      </div>`;
  }

  updated() { paintCode(this, this.ticket?.url); }

  render() {
    return html`<dialog aria-labelledby="ticket-title" @close=${this.closed}>
      <h2 id="ticket-title">Ask for a file</h2>
      ${this.ticket && this.file ? this.made() : this.file ? html`<p class="hint">Making the link…</p>` : html`
        <form novalidate @submit=${this.submit}>
          <p>You get a link. Whoever opens it sends one file, without a key${this.may('read') ? '; you see it arrive' : ''}.</p>
          <label for="ticket-name">What the file will be called</label>
          <input id="ticket-name" autocomplete="off" placeholder="report.pdf" aria-describedby="ticket-problem">
          <div class="buttons">
            <button type="submit" class="primary">Make the link</button>
            <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
          </div>
        </form>`}
      <p id="ticket-problem" class="problem" role="alert">${this.problem}</p>
      ${this.problem && this.file ? html`<button type="button" @click=${() => this.dialog.close()}>Close</button>` : nothing}
    </dialog>`;
  }
}

customElements.define('pm-ticket', TicketDialog);
