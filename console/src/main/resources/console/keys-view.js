// Keys of all owners, for who may manage them.

import { PiecemealError } from './api.js';
import { View, announce, ask, copyable, html, icon, nothing, reason } from './view.js';
import * as format from './format.js';

/** @typedef {import('./api.js').Key} Key */

const SCOPES = [['read', 'See and download files'], ['write', 'Upload'], ['delete', 'Delete files'], ['admin', 'Manage keys and owners']];
const LIFETIMES = [['', 'Never'], ['86400', 'After a day'], ['2592000', 'After 30 days'], ['31536000', 'After a year']];
const OVERLAP_SECONDS = 86_400;

/** @param {unknown} e */
export const adminReason = (e) => (e instanceof PiecemealError && e.status === 404
  ? 'The admin API is on a port of its own here: use “./piecemeal keys” where the service runs.' : reason(e));

class KeysView extends View {
  static properties = { api: {}, keys: { state: true }, made: { state: true }, problem: { state: true }, formProblem: { state: true } };

  constructor() {
    super();
    /** @type {import('./api.js').Api | null} */
    this.api = null;
    /** @type {Key[] | null} */
    this.keys = null;
    /** @type {Key | null} */
    this.made = null;
    this.problem = '';
    this.formProblem = '';
  }

  get dialog() { return /** @type {HTMLDialogElement} */ (this.querySelector('dialog')); }

  firstUpdated() { void this.load(); }

  async load() {
    await this.attempt(async (api) => {
      const { data } = await api.keys();
      this.keys = data.sort((a, b) => b.created_at.localeCompare(a.created_at));
    });
  }

  /** @param {(api: import('./api.js').Api) => Promise<void>} work */
  async attempt(work) {
    try {
      this.problem = '';
      await work(/** @type {import('./api.js').Api} */ (this.api));
    } catch (e) {
      this.problem = adminReason(e);
    }
  }

  begin() {
    this.made = null;
    this.formProblem = '';
    this.dialog.showModal();
  }

  /** @param {SubmitEvent} event */
  async create(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const lifetime = String(form.get('lifetime') ?? '');
    try {
      this.formProblem = '';
      this.made = await /** @type {import('./api.js').Api} */ (this.api).createKey({
        owner: String(form.get('owner') ?? '').trim(),
        scope: form.getAll('scope').join(' '),
        ...(form.get('label') ? { label: String(form.get('label')) } : {}),
        ...(lifetime ? { expires_in: Number(lifetime) } : {}),
      });
      announce('The key is made.');
      await this.load();
    } catch (e) {
      this.formProblem = adminReason(e);
    }
  }

  /** @param {Key} key */
  async rotate(key) {
    if (!await ask(`Make a new key in the place of “${key.label || key.id}”? The old one works for another day.`, 'Rotate')) return;
    await this.attempt(async (api) => {
      this.made = await api.rotateKey(key.id, OVERLAP_SECONDS);
      await this.updateComplete;
      this.dialog.showModal();
      await this.load();
    });
  }

  /** @param {Key} key */
  async revoke(key) {
    if (!await ask(`Revoke “${key.label || key.id}” of ${key.owner}? Programs that use it stop working at once.`, 'Revoke')) return;
    await this.attempt(async (api) => {
      await api.revokeKey(key.id);
      announce('The key is revoked.');
      await this.load();
    });
  }

  /** @param {Key} key */
  state(key) {
    if (key.revoked_at) return html`<span class="badge off">Revoked</span>`;
    if (key.expires_at && Date.parse(key.expires_at) < Date.now()) return html`<span class="badge off">Expired</span>`;
    return html`<span class="badge">Valid</span>${key.expires_at ? html` <span class="hint">expires ${format.fromNow(key.expires_at)}</span>` : nothing}`;
  }

  /** @param {Key} key */
  row(key) {
    const off = Boolean(key.revoked_at) || (key.expires_at !== undefined && Date.parse(key.expires_at) < Date.now());
    const name = key.label || key.id;
    return html`<tr class=${off ? 'off' : ''}>
      <th scope="row"><strong>${key.owner}</strong><span class="hint">${name}</span></th>
      <td>${key.scope}</td>
      <td>${this.state(key)}</td>
      <td>${key.last_used_at ? format.fromNow(key.last_used_at) : 'never'}</td>
      <td class="acts">${off ? nothing : html`
        <button type="button" class="quiet small" title="Rotate" aria-label="Rotate ${name}" @click=${() => this.rotate(key)}>${icon('retry')}</button>
        <button type="button" class="quiet small" title="Revoke" aria-label="Revoke ${name}" @click=${() => this.revoke(key)}>${icon('trash')}</button>`}</td>
    </tr>`;
  }

  form() {
    return html`<form novalidate @submit=${this.create}>
      <label for="key-owner">Owner</label><input id="key-owner" name="owner" autocomplete="off" autocapitalize="off" aria-describedby="key-form-problem">
      <label for="key-label">Label</label><input id="key-label" name="label" autocomplete="off" placeholder="What it is for">
      <fieldset class="boxes"><legend>It may</legend>${SCOPES.map(([scope, label]) => html`
        <label><input type="checkbox" name="scope" value=${scope} ?checked=${scope !== 'admin'}> ${label}</label>`)}</fieldset>
      <label for="key-life">Expires</label><select id="key-life" name="lifetime">${LIFETIMES.map(([value, label]) => html`<option value=${value}>${label}</option>`)}</select>
      <p id="key-form-problem" class="problem" role="alert">${this.formProblem}</p>
      <div class="buttons"><button type="submit" class="primary">Make the key</button>
        <button type="button" @click=${() => this.dialog.close()}>Cancel</button></div>
    </form>`;
  }

  render() {
    return html`
      <div class="title"><h1 tabindex="-1">Keys</h1><button type="button" class="primary" @click=${() => this.begin()}>${icon('key')} New key</button></div>
      ${this.problem ? html`<p class="problem card" role="alert">${this.problem}</p>` : nothing}
      ${this.keys === null ? this.problem ? nothing : html`<p class="hint">Loading…</p>`
        : this.keys.length === 0 ? html`<p class="empty">No keys were made yet. Those in the settings of the service are not listed.</p>`
        : html`<div class="scroll card" tabindex="0" role="region" aria-label="Keys"><table>
            <thead><tr><th scope="col">Owner</th><th scope="col">Scopes</th><th scope="col">State</th><th scope="col">Last used</th><th scope="col"><span class="away">Actions</span></th></tr></thead>
            <tbody>${this.keys.map((key) => this.row(key))}</tbody></table></div>`}
      <dialog aria-labelledby="key-title" @close=${() => { this.made = null; }}>
        <h2 id="key-title">${this.made ? 'The new key' : 'New key'}</h2>
        ${this.made ? html`<p>Copy it now: it is shown this once.</p>${copyable('the key', this.made.key ?? '')}
          <div class="buttons"><button type="button" class="primary" @click=${() => this.dialog.close()}>Done</button></div>` : this.form()}
      </dialog>`;
  }
}

customElements.define('pm-keys', KeysView);
