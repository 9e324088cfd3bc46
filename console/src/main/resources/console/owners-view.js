// What owners have and may have, and the limits of all.

import { adminReason } from './keys-view.js';
import { View, announce, html, meter, nothing } from './view.js';
import * as format from './format.js';

/** @typedef {import('./api.js').Owner} Owner */

const UNITS = /** @type {const} */ ([['1e6', 'MB'], ['1e9', 'GB'], ['1e12', 'TB']]);
const LIMITS = [
  ['max_file_bytes', 'A file sent in chunks'], ['max_direct_upload_bytes', 'A file sent at once'], ['max_chunk_bytes', 'A chunk'],
  ['retention_seconds', 'Kept after the last chunk'], ['max_lifetime_seconds', 'Kept at most'],
  ['max_requests_per_minute', 'Requests a minute of one owner'], ['max_appends_in_flight', 'Uploads at once'],
];

class OwnersView extends View {
  static properties = { api: {}, readable: {}, owners: { state: true }, limits: { state: true }, edited: { state: true }, problem: { state: true }, formProblem: { state: true } };

  constructor() {
    super();
    /** @type {import('./api.js').Api | null} */
    this.api = null;
    this.readable = false;
    /** @type {Owner[] | null} */
    this.owners = null;
    /** @type {Record<string, number | null> | null} */
    this.limits = null;
    /** @type {Owner | null} */
    this.edited = null;
    this.problem = '';
    this.formProblem = '';
  }

  get dialog() { return /** @type {HTMLDialogElement} */ (this.querySelector('dialog')); }

  firstUpdated() { void this.load(); }

  async load() {
    const api = /** @type {import('./api.js').Api} */ (this.api);
    try {
      this.problem = '';
      const { data } = await api.owners();
      this.owners = data;
      if (this.readable) this.limits = await api.client.limits();
    } catch (e) {
      this.problem = adminReason(e);
    }
  }

  /** @param {Owner} owner */
  async edit(owner) {
    try {
      this.formProblem = '';
      this.edited = await /** @type {import('./api.js').Api} */ (this.api).owner(owner.owner);
      await this.updateComplete;
      this.dialog.showModal();
    } catch (e) {
      this.problem = adminReason(e);
    }
  }

  /** @param {SubmitEvent} event */
  async save(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const bytes = String(form.get('bytes') ?? '').trim();
    const sessions = String(form.get('sessions') ?? '').trim();
    if ((bytes && !(Number(bytes) > 0)) || (sessions && !(Number(sessions) > 0))) {
      this.formProblem = 'Enter numbers above zero, or leave a field empty for no bound.';
      return;
    }
    await this.change((api, owner) => api.setQuota(owner, {
      ...(bytes ? { bytes: Math.round(Number(bytes) * Number(form.get('unit'))) } : {}),
      ...(sessions ? { open_sessions: Math.round(Number(sessions)) } : {}),
    }), 'The quota is set.');
  }

  reset() { return this.change((api, owner) => api.resetQuota(owner), 'The quota is that of all again.'); }

  /** @param {(api: import('./api.js').Api, owner: string) => Promise<unknown>} work @param {string} said */
  async change(work, said) {
    try {
      this.formProblem = '';
      await work(/** @type {import('./api.js').Api} */ (this.api), /** @type {Owner} */ (this.edited).owner);
      this.dialog.close();
      announce(said);
      await this.load();
    } catch (e) {
      this.formProblem = adminReason(e);
    }
  }

  /** @param {Owner} owner */
  row(owner) {
    const most = owner.own_quota ? owner.own_quota.bytes : this.limits?.quota_bytes ?? undefined;
    return html`<tr><th scope="row"><strong>${owner.owner}</strong></th>
      <td>${format.size(owner.bytes)}${most ? html` of ${format.size(most)} ${meter(`Used by ${owner.owner}`, owner.bytes, most)}` : nothing}</td>
      <td>${owner.own_quota ? 'its own' : 'that of all'}</td>
      <td class="acts"><button type="button" @click=${() => this.edit(owner)} aria-label="Change the quota of ${owner.owner}">Change</button></td></tr>`;
  }

  form() {
    const owner = /** @type {Owner} */ (this.edited);
    const { bytes, open_sessions: sessions } = owner.quota ?? {};
    const unit = bytes === undefined || bytes >= 1e9 ? 1e9 : 1e6;
    return html`<p>${owner.owner} has ${format.counted(owner.files ?? 0, 'file')}, ${format.counted(owner.open_sessions ?? 0, 'open session')} and ${format.size(owner.bytes)}.</p>
      <form novalidate @submit=${this.save}>
        <label for="quota-bytes">Bytes at most</label>
        <div class="pair"><input id="quota-bytes" name="bytes" inputmode="decimal" .value=${bytes === undefined ? '' : String(bytes / unit)} aria-describedby="quota-help quota-problem">
          <select name="unit" aria-label="Unit">${UNITS.map(([value, label]) => html`<option value=${value} ?selected=${Number(value) === unit}>${label}</option>`)}</select></div>
        <label for="quota-sessions">Open sessions at most</label>
        <input id="quota-sessions" name="sessions" inputmode="numeric" .value=${sessions === undefined ? '' : String(sessions)} aria-describedby="quota-help quota-problem">
        <p id="quota-help" class="hint">Empty for no bound.</p>
        <p id="quota-problem" class="problem" role="alert">${this.formProblem}</p>
        <div class="buttons"><button type="submit" class="primary">Save</button>
          ${owner.own_quota ? html`<button type="button" @click=${() => this.reset()}>That of all again</button>` : nothing}
          <button type="button" @click=${() => this.dialog.close()}>Cancel</button></div>
      </form>`;
  }

  limit(/** @type {string} */ name) {
    const value = this.limits?.[name];
    if (!value) return 'no limit';
    if (name.endsWith('_bytes')) return format.size(value);
    return name.endsWith('_seconds') ? format.rest(value).replace(' left', '') : format.count(value);
  }

  render() {
    return html`<h1 tabindex="-1">Owners</h1>
      ${this.problem ? html`<p class="problem card" role="alert">${this.problem}</p>` : nothing}
      ${this.owners === null ? this.problem ? nothing : html`<p class="hint">Loading…</p>`
        : this.owners.length === 0 ? html`<p class="empty">Nobody has a file yet.</p>`
        : html`<div class="scroll card" tabindex="0" role="region" aria-label="Owners"><table>
          <thead><tr><th scope="col">Owner</th><th scope="col">Used</th><th scope="col">Quota</th><th scope="col"><span class="away">Actions</span></th></tr></thead>
          <tbody>${this.owners.map((owner) => this.row(owner))}</tbody></table></div>`}
      ${this.limits ? html`<section class="card" aria-labelledby="limits-title"><h2 id="limits-title">Limits of all</h2>
        <dl class="facts">${LIMITS.map(([name, label]) => html`<div><dt>${label}</dt><dd>${this.limit(name)}</dd></div>`)}</dl></section>` : nothing}
      <dialog aria-labelledby="owner-title"><h2 id="owner-title">Quota</h2>${this.edited ? this.form() : nothing}</dialog>`;
  }
}

customElements.define('pm-owners', OwnersView);
