// A scanner may have its say before a complete file is given out.

import { html } from './view.js';

/** @typedef {import('./api.js').StoredFile} StoredFile */

/** Whether its bytes are given out. @param {StoredFile} file */
export const isReadable = (file) => file.status === 'complete' && !isScanned(file) && file.scan?.state !== 'quarantined';

/** Whether the scanner has not said yet. @param {StoredFile} file */
export const isScanned = (file) => file.scan?.state === 'scanning';

/** The state of a complete file. @param {StoredFile} file */
export function stateBadge(file) {
  if (isScanned(file)) return html`<span class="badge arriving">Being scanned</span>`;
  if (file.scan?.state === 'quarantined') return html`<span class="badge bad">Quarantined</span>`;
  return html`<span class="badge">Complete</span>`;
}

/** What it means for who looks at it, where it is not given out. @param {StoredFile} file */
export function scanNote(file) {
  return isScanned(file) ? html`<p class="hint">It can be read as soon as its scan has passed.</p>`
    : html`<p class="problem card">The scanner found ${file.scan?.finding ?? 'something'} in it, so it is not given out. An operator may release it.</p>`;
}
