// The frame of the console: who is signed on, where they are, and what is sent meanwhile.

import { Api, healthShown } from './api.js';
import { Files } from './files.js';
import { Uploads } from './uploads.js';
import { dropped } from './chosen.js';
import { View, announce, html, icon, meter, nothing, reason } from './view.js';
import * as format from './format.js';
import './sign-in.js';
import './files-view.js';
import './file-view.js';
import './upload-panel.js';
import './keys-view.js';
import './owners-view.js';

/** @typedef {import('./api.js').Usage} Usage */

const USAGE_EVERY_MS = 15_000;

const route = () => {
  const [name, id] = location.hash.replace(/^#\//, '').split('/');
  return { name: name || 'files', id: id ? decodeURIComponent(id) : '' };
};

class Console extends View {
  static properties = { dragged: { state: true }, usage: { state: true }, health: { state: true } };

  constructor() {
    super();
    /** @type {Api | null} */
    this.api = null;
    /** @type {Usage | null} */
    this.usage = null;
    /** @type {Uploads | null} */
    this.uploads = null;
    /** Nothing for a key that may not read. @type {Files | null} */
    this.files = null;
    this.signedOff = '';
    /** @type {import('./oidc.js').Session | null} */
    this.session = null;
    this.dragged = false;
    this.health = false;
    this.managed = false;
    this.timer = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    void healthShown().then((shown) => { this.health = shown; });
    this.hear(window, 'hashchange', () => {
      this.requestUpdate();
      // Who moves by keyboard or by ear is at the top of the new view.
      void this.top();
    });
    this.hear(window, 'dragover', (event) => this.over(event));
    this.hear(window, 'dragleave', (event) => { if (!event.relatedTarget) this.dragged = false; });
    this.hear(window, 'drop', (event) => { void this.drop(event); });
    this.hear(window, 'beforeunload', (event) => { if (this.uploads?.busy) event.preventDefault(); });
  }

  /** @param {string | import('./oidc.js').Session} key */
  async signOn(key) {
    const api = new Api(key);
    const usage = await api.usage();
    this.managed = usage.scope.split(' ').includes('admin') && await api.managed();
    api.onSignedOut = (why) => this.signOff(why);
    this.session = typeof key === 'string' ? null : key;
    this.api = api;
    this.usage = usage;
    this.signedOff = '';
    this.uploads = new Uploads(api, usage.owner);
    this.files = this.may('read') ? new Files(api, usage.owner) : null;
    this.uploads.addEventListener('done', () => { void this.files?.refresh(); });
    this.files?.watch();
    if (this.may('write')) void this.uploads.restore();
    this.timer = setInterval(() => { void this.measure(); }, USAGE_EVERY_MS);
    if (!this.may('read') && this.managed && route().name === 'files') location.hash = '#/keys';
    this.requestUpdate();
    await this.top();
  }

  async top() {
    await this.updateComplete;
    await /** @type {View | null} */ (this.querySelector('main > *'))?.updateComplete;
    this.querySelector('h1')?.focus();
    scrollTo(0, 0);
  }

  /** @param {string} why */
  signOff(why) {
    clearInterval(this.timer);
    this.uploads?.close();
    this.files?.close();
    this.api = this.uploads = this.files = this.usage = this.session = null;
    this.signedOff = why;
    this.requestUpdate();
  }

  signOut() {
    const { session } = this;
    this.signOff('');
    session?.end();
  }

  async measure() {
    if (!this.api || document.hidden) return;
    try {
      this.usage = await this.api.usage();
    } catch (e) {
      // It stays what it was; whoever acts is told that the service is away.
      reason(e);
    }
  }

  /** @param {string} scope */
  may(scope) { return this.usage?.scope.split(' ').includes(scope) ?? false; }

  /** @param {DragEvent} event */
  over(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Also where nothing takes them: the browser would leave the page and show the file.
    event.preventDefault();
    this.dragged = this.may('write');
  }

  /** @param {DragEvent} event */
  async drop(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragged = false;
    if (!this.may('write')) return;
    const chosen = await dropped(event.dataTransfer);
    const many = await this.uploads?.add(chosen);
    announce(many ? `${format.counted(many, 'file')} added.` : 'There are no files in it.');
  }

  view() {
    const { name, id } = route();
    if (name === 'files' && id && this.may('read')) {
      return html`<pm-file .api=${this.api} .files=${this.files} .uploads=${this.uploads} .fileId=${id} .may=${(/** @type {string} */ scope) => this.may(scope)}></pm-file>`;
    }
    if (name === 'keys' && this.managed) return html`<pm-keys .api=${this.api}></pm-keys>`;
    if (name === 'owners' && this.managed) return html`<pm-owners .api=${this.api} .readable=${this.may('read')}></pm-owners>`;
    return html`<pm-files .api=${this.api} .files=${this.files} .uploads=${this.uploads} .may=${(/** @type {string} */ scope) => this.may(scope)}></pm-files>`;
  }

  navigation() {
    const { name } = route();
    /** @param {string} to @param {string} label */
    const link = (to, label) => html`<a href="#/${to}" aria-current=${name === to ? 'page' : nothing}>${label}</a>`;
    return html`<nav aria-label="Main">
      ${this.may('read') || this.may('write') ? link('files', 'Files') : nothing}
      ${this.managed ? html`${link('keys', 'Keys')}${link('owners', 'Owners')}` : nothing}
    </nav>`;
  }

  standing() {
    const usage = /** @type {Usage} */ (this.usage);
    const used = format.size(usage.used_bytes);
    const text = usage.quota_bytes === null ? `${used} used` : `${used} of ${format.size(usage.quota_bytes)}`;
    return html`<div class="standing">
      <span class="who">${usage.owner}</span>
      <span class="used">${text}</span>
      ${usage.quota_bytes === null ? nothing : meter('Used of the quota', usage.used_bytes, usage.quota_bytes, text)}
    </div>`;
  }

  render() {
    return html`
      ${this.api ? html`
        <a class="skip" href="#content" @click=${(/** @type {Event} */ event) => { event.preventDefault(); this.querySelector('h1')?.focus(); }}>Skip to the content</a>
        <header class="bar">
          <a class="brand" href="#/files"><img src="console/icon.svg" alt="" width="28" height="28">Piecemeal</a>
          ${this.navigation()}
          ${this.standing()}
          <button type="button" class="quiet" @click=${() => this.signOut()}>Sign out</button>
        </header>
        <main id="content">${this.view()}</main>
        <pm-uploads .uploads=${this.uploads} .readable=${this.may('read')}></pm-uploads>`
      : html`<main class="door"><pm-sign-in .why=${this.signedOff} .signOn=${(/** @type {string | import('./oidc.js').Session} */ key) => this.signOn(key)}></pm-sign-in></main>`}
      <footer class="foot">
        <a href="docs">The API</a><a href="openapi.yaml">OpenAPI document</a>${this.health ? html`<a href="health/ready">Status</a>` : nothing}
      </footer>
      <div id="announcements" role="status" class="away"></div>
      ${this.dragged ? html`<div class="overlay" aria-hidden="true"><div>${icon('upload')}<p>Drop to upload</p></div></div>` : nothing}`;
  }
}

customElements.define('pm-console', Console);

