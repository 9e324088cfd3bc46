// A link at which a complete file is read without a key.

import { paintCode } from './code.js';
import { View, announce, ask, beginning, copyable, html, icon, nothing, reason } from './view.js';
import * as format from './format.js';

/** @typedef {import('./api.js').StoredFile} StoredFile */

class ShareCard extends View {
  static properties = { api: {}, file: {}, link: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {import('./api.js').Api | null} */
    this.api = null;
    /** @type {StoredFile | null} */
    this.file = null;
    /** @type {(scope: string) => boolean} */
    this.may = () => false;
    /** @type {import('./api.js').Download | null} */
    this.link = null;
    this.problem = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const before = /** @type {StoredFile | null | undefined} */ (changed.get('file'));
    if (before && before.file_id !== this.file?.file_id) this.link = null;
  }

  async make() {
    await this.attempt(async (api, id) => {
      this.link = await api.share(id);
      announce('The link is made.');
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector('.copyable button'))?.focus();
    });
  }

  async takeBack() {
    if (!await ask('Take back all links to this file? Nobody can begin to read it by them any more.', 'Take them back')) return;
    await this.attempt(async (api, id) => {
      await api.unshare(id);
      this.link = null;
      announce('All links to the file are taken back.');
    });
  }

  /** @param {(api: import('./api.js').Api, id: string) => Promise<void>} work */
  async attempt(work) {
    try {
      this.problem = '';
      await work(/** @type {import('./api.js').Api} */ (this.api), /** @type {StoredFile} */ (this.file).file_id);
    } catch (e) {
      this.problem = reason(e);
    }
  }

  updated() { paintCode(this, this.link?.url); }

  /** @param {import('./api.js').Download} link */
  made(link) {
    return html`
      <p>Whoever opens this link gets the file, as often as they like, until ${format.until(link.expires_at)}. It is shown only now.</p>
      <canvas class="qr" role="img" aria-label=${`Code with the link to ${link.filename}`}></canvas>
      <h3>Link</h3>${copyable('the link', link.url)}${beginning(link.url)}
      <h3>Command</h3>${copyable('the command', link.curl)}`;
  }

  render() {
    return html`<section class="card" aria-labelledby="share-title"><h2 id="share-title">Share it</h2>
      ${this.link ? this.made(this.link) : html`<p class="hint">A link reads this file without a key, for some hours at most.</p>`}
      <div class="buttons">
        <button type="button" @click=${() => this.make()}>${icon('link')} ${this.link ? 'Make another link' : 'Make a link to it'}</button>
        ${this.may('delete') ? html`<button type="button" @click=${() => this.takeBack()}>Take all links back</button>` : nothing}
      </div>
      <p class="problem" role="alert">${this.problem}</p>
    </section>`;
  }
}

customElements.define('pm-share', ShareCard);
