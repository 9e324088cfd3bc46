// Signing on at an OpenID Connect provider, as a public client: authorization code (RFC 6749) with PKCE (RFC 7636), as RFC 9700
// asks of clients in browsers. What has to outlive the way to the provider and back is in sessionStorage: the state, which tells
// our own answer from one that somebody else made, and the verifier, without which a code is worth nothing. Tokens are in memory.

import { PiecemealError } from './errors.js';

const KEPT = 'piecemeal-sign-on';
/** A token is renewed before a request could carry it too late. */
const MARGIN_MS = 30_000;
const ENDED = 'Your sign-on has ended. Sign on again to go on.';

/**
 * @typedef {{issuer: string, client_id: string, scope: string, authorization_endpoint: string, token_endpoint: string,
 *   end_session_endpoint?: string}} Terms
 * @typedef {{access_token: string, expires_in?: number, refresh_token?: string, id_token?: string}} Tokens
 */

/** @param {string} message for the person @param {boolean} [retryable] @param {unknown} [cause] */
const failed = (message, retryable = false, cause) => new PiecemealError(message, { code: 'sign-on', retryable, cause });
/** @param {unknown} e @returns {never} */
const unreachable = (e) => { throw failed('The sign-on provider cannot be reached. Try again soon.', true, e); };

/** The one address that the provider sends back to: it has to know it. */
const home = () => new URL('.', location.href).href;
/** Base64url without padding (RFC 7636 appendix A). @param {Uint8Array} bytes */
const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
/** 256 bits, as RFC 7636 section 4.1 recommends. */
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** @param {string} address may have a query of its own @param {Record<string, string>} more */
function withQuery(address, more) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  return url.href;
}

/** Where people sign on here; nothing if they have keys alone. @returns {Promise<Terms | null>} */
export async function termsOf() {
  const answer = await fetch(new URL('console/sign-on.json', home()), { cache: 'no-store' }).catch(unreachable);
  if (answer.status === 204) return null;
  return answer.ok ? answer.json() : unreachable(answer.status);
}

/** Leaves the page for the provider. @param {Terms} terms */
export async function begin(terms) {
  if (!crypto.subtle) throw failed('Browsers can sign on only where this page comes by https.');
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state, hash: location.hash }));
  const challenge = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  location.assign(withQuery(terms.authorization_endpoint, {
    response_type: 'code', client_id: terms.client_id, redirect_uri: home(), scope: terms.scope, state,
    code_challenge: base64url(challenge), code_challenge_method: 'S256',
  }));
}

/** What the provider sent somebody back with, if it just did; it leaves the address at once, and is taken once. */
export function answerOf() {
  const said = new URLSearchParams(location.search);
  if (!said.has('state') || !(said.has('code') || said.has('error'))) return null;
  /** @type {{verifier?: string, state?: string, hash?: string}} */
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
  sessionStorage.removeItem(KEPT);
  history.replaceState(null, '', home() + (kept.hash ?? ''));
  return { said, kept };
}

/** @param {Terms} terms @param {NonNullable<ReturnType<typeof answerOf>>} answer @returns {Promise<Session>} */
export async function finish(terms, { said, kept }) {
  // An answer to what this page did not ask (RFC 9700 section 4.7), or of another provider (RFC 9207).
  if (!kept.verifier || said.get('state') !== kept.state) throw failed('This sign-on was not begun in this window. Sign on again.');
  if (said.has('iss') && said.get('iss') !== terms.issuer) throw failed('Another provider answered than the one that was asked.');
  const code = said.get('code');
  if (code) return new Session(terms, await tokens(terms, { grant_type: 'authorization_code', code, redirect_uri: home(), code_verifier: kept.verifier }));
  throw failed(`You were not signed on: ${said.get('error_description') ?? said.get('error')}.`);
}

/** @param {Terms} terms @param {Record<string, string>} grant @returns {Promise<Tokens>} */
async function tokens(terms, grant) {
  const body = new URLSearchParams({ ...grant, client_id: terms.client_id });
  const answer = await fetch(terms.token_endpoint, { method: 'POST', body, headers: { accept: 'application/json' } }).catch(unreachable);
  if (answer.status >= 500) unreachable(answer.status);
  const said = await answer.json().catch(() => ({}));
  if (answer.ok && said.access_token) return said;
  throw failed(`You were not signed on: ${said.error_description ?? said.error ?? `the provider answered ${answer.status}`}.`);
}

/** Somebody who signed on, for as long as the page is open and the provider renews. */
export class Session {
  #terms;
  #tokens;
  #since = Date.now();
  /** @type {Promise<void> | null} */
  #renewing = null;

  /** @param {Terms} terms @param {Tokens} tokens */
  constructor(terms, tokens) {
    this.#terms = terms;
    this.#tokens = tokens;
  }

  /** One that holds, as far as is known. @param {boolean} refused whether the service refused the last one */
  async token(refused) {
    const ends = this.#since + (this.#tokens.expires_in ?? Infinity) * 1000;
    if (this.#tokens.refresh_token && (refused || Date.now() > ends - MARGIN_MS)) {
      this.#renewing ??= this.#renew(this.#tokens.refresh_token).finally(() => { this.#renewing = null; });
      await this.#renewing;
    } else if (refused) {
      throw failed(ENDED);
    }
    return this.#tokens.access_token;
  }

  /** The provider may give another token to renew with, and does away with the old one then (RFC 9700 section 4.14). @param {string} token */
  async #renew(token) {
    const renewed = await tokens(this.#terms, { grant_type: 'refresh_token', refresh_token: token })
      .catch((e) => { throw e.retryable ? e : failed(ENDED, false, e); });
    this.#tokens = { ...this.#tokens, ...renewed };
    this.#since = Date.now();
  }

  /** Ends it at the provider too, where that is possible: the page is left (OpenID Connect RP-Initiated Logout 1.0). */
  end() {
    const { end_session_endpoint: end, client_id: client } = this.#terms;
    const hint = this.#tokens.id_token;
    if (end) location.assign(withQuery(end, { client_id: client, post_logout_redirect_uri: home(), ...(hint ? { id_token_hint: hint } : {}) }));
  }
}
