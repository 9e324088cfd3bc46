// What the views have in common.

import { LitElement, html, svg, nothing } from 'lit';
import { PiecemealError, base } from './api.js';

export { html, svg, nothing };

/** An element without a shadow: one sheet of styles for all, and labels that reach across. */
export class View extends LitElement {
  createRenderRoot() { return this; }

  /** @type {[EventTarget, string, EventListener][]} */
  #heard = [];

  /** Renders anew with each change of something else. @param {EventTarget} source @param {string} type @param {(event: any) => void} [listener] */
  hear(source, type, listener = () => this.requestUpdate()) {
    source.addEventListener(type, listener);
    this.#heard.push([source, type, listener]);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const [source, type, listener] of this.#heard) source.removeEventListener(type, listener);
    this.#heard = [];
  }
}

/**
 * Until somebody looks at the page: questions that wait for an answer keep a connection, and a browser has six for a server.
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export const looked = (signal) => new Promise((resolve) => {
  const look = () => {
    if (document.hidden && !signal.aborted) return;
    document.removeEventListener('visibilitychange', look);
    signal.removeEventListener('abort', look);
    resolve();
  };
  document.addEventListener('visibilitychange', look);
  signal.addEventListener('abort', look);
  look();
});

/** Reads a sentence to those who do not see the page. @param {string} sentence */
export function announce(sentence) {
  const place = document.getElementById('announcements');
  if (place) place.textContent = sentence;
}

/** What a person is told of a failure; what is none of the service's is an error of this page. @param {unknown} e */
export function reason(e) {
  if (!(e instanceof PiecemealError)) throw e;
  if (e.code === 'forbidden' && e.facts.needed_scope) return `Your key is not for this: it needs the scope “${e.facts.needed_scope}”.`;
  if (e.code === 'network' || e.code === 'timeout') return 'The service cannot be reached.';
  return e.message;
}

const ICONS = {
  file: svg`<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/>`,
  picture: svg`<rect x="4" y="5" width="16" height="14" rx="2"/><path d="m4 16 5-5 4 4 3-3 4 4"/><circle cx="15" cy="9" r="1.2"/>`,
  upload: svg`<path d="M12 16V5m-5 5 5-5 5 5M4 16v3h16v-3"/>`,
  download: svg`<path d="M12 5v11m-5-5 5 5 5-5M4 16v3h16v-3"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>`,
  trash: svg`<path d="M4 7h16M10 7V4h4v3M6 7l1 13h10l1-13"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  check: svg`<path d="m5 13 4 4L19 7"/>`,
  retry: svg`<path d="M5 12a7 7 0 1 1 2 5M5 18v-4h4"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V5a1 1 0 0 1 1-1h9"/>`,
  key: svg`<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8m-3 3 3 3"/>`,
  folder: svg`<path d="M3 6h6l2 3h10v10H3z"/>`,
  search: svg`<circle cx="11" cy="11" r="6"/><path d="m16 16 4 4"/>`,
  back: svg`<path d="M19 12H5m6-6-6 6 6 6"/>`,
};

/** @param {keyof typeof ICONS} name */
export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg>`;

/** @param {string} type */
export const iconOf = (type) => icon(type.startsWith('image/') ? 'picture' : 'file');

/**
 * How much of something is used or done.
 * @param {string} label @param {number} value @param {number} max @param {string} [text] what is read aloud
 */
export const meter = (label, value, max, text) =>
  html`<progress aria-label=${label} aria-valuetext=${text ?? nothing} max=${max} value=${Math.min(value, max)}></progress>`;

/** @param {string} text */
export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
  } else {
    // Over plain HTTP there is no other way.
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'away';
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  announce('Copied.');
}

/** A value with a button that copies it. @param {string} what @param {string} value */
export const copyable = (what, value) => html`
  <span class="copyable"><code>${value}</code>
    <button type="button" class="quiet small" aria-label="Copy ${what}" title="Copy" @click=${() => copy(value)}>${icon('copy')}</button></span>`;

/** Where a link does not begin as this page: the service may not know where people reach it. @param {string} link of a ticket */
export function beginning(link) {
  const { href } = new URL(link);
  const there = href.slice(0, href.lastIndexOf('tickets/'));
  if (there === base.href) return nothing;
  return html`<p class="hint">It begins with ${there}, this page with ${base.href}: it may not open for others. The operator can set <code>PIECEMEAL_PUBLIC_URL</code>.</p>`;
}

/** A question that is answered by a button. @param {string} question @param {string} yes @returns {Promise<boolean>} */
export function ask(question, yes) {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  dialog.setAttribute('aria-label', question);
  const text = document.createElement('p');
  text.textContent = question;
  const form = document.createElement('form');
  form.method = 'dialog';
  const buttons = [['no', 'Cancel', ''], ['yes', yes, 'danger']].map(([value, label, style]) => {
    const button = document.createElement('button');
    button.value = value;
    button.textContent = label;
    button.className = style;
    button.type = 'button';
    button.addEventListener('click', () => dialog.close(value));
    return button;
  });
  form.append(...buttons);
  dialog.append(text, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}

/** Saves the bytes of a file. @param {import('./api.js').Api} api @param {import('./api.js').StoredFile} file */
export async function download(api, file) {
  const saver = /** @type {any} */ (window).showSaveFilePicker;
  let target = null;
  // What is large is not to pass through memory; the place has to be asked for first.
  if (saver && file.size > 64e6) {
    try {
      target = await (await saver({ suggestedName: file.filename })).createWritable();
    } catch (e) {
      if (e instanceof DOMException && e.name === 'AbortError') return;
      throw e;
    }
  }
  announce(`Downloading ${file.filename}.`);
  const content = await api.client.download(file.file_id, { digest: file.size < 64e6 });
  if (target) {
    await content.stream().pipeTo(target);
  } else {
    // Of no type that a browser would show.
    const bytes = new Blob([await content.blob()], { type: 'application/octet-stream' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(bytes);
    link.download = file.filename;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
  announce(`${file.filename} is downloaded.`);
}
