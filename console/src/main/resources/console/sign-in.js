// The door: an API key, which stays in memory.

import { PiecemealError } from './api.js';
import { View, html, nothing, reason } from './view.js';

class SignIn extends View {
  static properties = { why: {}, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.why = '';
    this.problem = '';
    this.busy = false;
    /** @type {(key: string) => Promise<void>} */
    this.signOn = async () => {};
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (this.querySelector('input'));
    const key = field.value.trim();
    // A header cannot have anything else, and no key has.
    if (!/^[\x21-\x7e]+$/.test(key)) {
      this.problem = key ? 'This is no API key: it has letters that no key has.' : 'Enter your API key.';
      field.focus();
      return;
    }
    this.busy = true;
    this.problem = '';
    try {
      await this.signOn(key);
    } catch (e) {
      this.problem = e instanceof PiecemealError && e.status === 401
        ? 'This key is not valid here. It was mistyped or revoked, or has expired.' : reason(e);
      field.focus();
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`
      <form class="card sign-in" novalidate @submit=${this.submit}>
        <img src="console/icon.svg" alt="" width="48" height="48">
        <h1 tabindex="-1">Piecemeal</h1>
        <p class="lead">Send files, watch them arrive, hand out links.</p>
        ${this.why ? html`<p class="note" role="alert">${this.why}</p>` : nothing}
        <label for="key">API key</label>
        <input id="key" type="password" autocomplete="current-password" autocapitalize="off" spellcheck="false"
          placeholder="pm_…" aria-describedby="key-help key-problem" aria-invalid=${this.problem ? 'true' : 'false'}>
        <p id="key-problem" class="problem" role="alert">${this.problem}</p>
        <button type="submit" class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
        <p id="key-help" class="hint">The key stays in the memory of this page and is gone when you close it. An operator makes one
          with <code>./piecemeal keys create</code>.</p>
      </form>`;
  }
}

customElements.define('pm-sign-in', SignIn);
