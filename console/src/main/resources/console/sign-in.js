// The door: a provider that people sign on at, or an API key, which stays in memory.

import { PiecemealError } from './api.js';
import { answerOf, begin, finish, termsOf } from './oidc.js';
import { View, html, nothing, reason } from './view.js';

class SignIn extends View {
  static properties = { why: {}, terms: { state: true }, trouble: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.why = '';
    this.problem = '';
    /** With the provider. */
    this.trouble = '';
    this.busy = false;
    /** Where people sign on, if there is such a place. @type {import('./oidc.js').Terms | null} */
    this.terms = null;
    /** @type {(key: string | import('./oidc.js').Session) => Promise<void>} */
    this.signOn = async () => {};
  }

  firstUpdated() {
    // At once: the address has a code that nobody is to see or to send on.
    const answer = answerOf();
    // Who has a key does not wait for the provider.
    void this.attempt(answer !== null, async () => {
      this.terms = await termsOf();
      if (answer && this.terms) await this.signOn(await finish(this.terms, answer));
    });
  }

  /** @param {boolean} busy @param {() => Promise<void>} work */
  async attempt(busy, work) {
    this.busy = busy;
    this.trouble = '';
    try {
      await work();
    } catch (e) {
      this.trouble = reason(e);
    } finally {
      if (busy) this.busy = false;
    }
  }

  provider() {
    const { terms } = this;
    return terms === null ? nothing : html`
      <button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.attempt(true, () => begin(terms))}>Sign on with ${new URL(terms.issuer).host}</button>
      <p class="or"><span>or with an API key</span></p>`;
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
        ${this.trouble ? html`<p class="problem" role="alert">${this.trouble}</p>` : nothing}
        ${this.provider()}
        <label for="key">API key</label>
        <input id="key" type="password" autocomplete="current-password" autocapitalize="off" spellcheck="false"
          placeholder="pm_…" aria-describedby="key-help key-problem" aria-invalid=${this.problem ? 'true' : 'false'}>
        <p id="key-problem" class="problem" role="alert">${this.problem}</p>
        <button type="submit" class=${this.terms ? '' : 'primary'} ?disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
        <p id="key-help" class="hint">The key stays in the memory of this page and is gone when you close it. An operator makes one
          with <code>./piecemeal keys create</code>.</p>
      </form>`;
  }
}

customElements.define('pm-sign-in', SignIn);
