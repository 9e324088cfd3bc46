// The list: what there is, how far what comes is, and the way to send more.

import { hasPicker, picked } from './chosen.js';
import { View, announce, ask, download, html, icon, iconOf, meter, nothing, reason } from './view.js';
import * as format from './format.js';
import { isReadable, stateBadge } from './scan.js';
import './ticket-dialog.js';

/** @typedef {import('./api.js').StoredFile} StoredFile */

const STATES = /** @type {const} */ ([['', 'All'], ['uploading', 'Arriving'], ['complete', 'Complete']]);

class FilesView extends View {
  static properties = { api: {}, files: {}, uploads: {}, wanted: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {import('./api.js').Api | null} */
    this.api = null;
    /** Nothing for a key that may not read. @type {import('./files.js').Files | null} */
    this.files = null;
    /** @type {import('./uploads.js').Uploads | null} */
    this.uploads = null;
    /** @type {(scope: string) => boolean} */
    this.may = () => false;
    this.wanted = '';
    this.problem = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('files') && this.files) this.hear(this.files, 'change');
  }

  /** @param {Event} event */
  async chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = [...(input.files ?? [])].map((file) => ({ file }));
    input.value = '';
    await this.add(files);
  }

  /** @param {import('./chosen.js').Chosen[]} files */
  async add(files) {
    if (files.length === 0) return;
    announce(`${format.counted(files.length, 'file')} added.`);
    await this.uploads?.add(files);
  }

  async choose() {
    if (hasPicker()) await this.add(await picked());
    else /** @type {HTMLInputElement} */ (this.querySelector('#files-input')).click();
  }

  /** @param {StoredFile} file */
  async discard(file) {
    if (!await ask(`Delete “${file.filename}”? This cannot be undone.`, 'Delete')) return;
    try {
      await this.api?.client.delete(file.file_id);
      this.files?.drop(file.file_id);
      this.problem = '';
      announce(`${file.filename} is deleted.`);
      this.querySelector('h1')?.focus();
    } catch (e) {
      this.problem = reason(e);
    }
  }

  /** @param {StoredFile} file */
  async save(file) {
    try {
      this.problem = '';
      await download(/** @type {import('./api.js').Api} */ (this.api), file);
    } catch (e) {
      this.problem = reason(e);
    }
  }

  /** @param {Event} event */
  search(event) {
    this.wanted = /** @type {HTMLInputElement} */ (event.target).value;
    if (this.wanted.trim()) void this.files?.all();
  }

  ticket() {
    /** @type {any} */ (this.querySelector('pm-ticket'))?.begin();
  }

  /** How far it is, as far as somebody said how large it will be. @param {StoredFile} file */
  progress(file) {
    const total = file.declared_size ?? file.ticket?.total ?? null;
    const speed = this.files?.speeds.get(file.file_id);
    const pace = speed ? `, ${format.speed(speed)}` : '';
    if (total === null) return html`<span class="badge arriving">Arriving</span> <span class="hint">${speed ? format.speed(speed) : nothing}</span>`;
    const percent = format.percent(file.size, total);
    return html`${meter(`Progress of ${file.filename}`, file.size, Math.max(1, total))}
      <span class="hint">${percent} % of ${format.size(total)}${pace}</span>`;
  }

  /** @param {StoredFile} file */
  row(file) {
    return html`<li class="file">
      ${iconOf(file.content_type)}
      <a class="name" href="#/files/${file.file_id}">${file.filename}</a>
      <span class="size">${format.size(file.size)}</span>
      <span class="state ${file.status === 'complete' ? 'over' : ''}">${file.status === 'complete' ? stateBadge(file) : this.progress(file)}</span>
      <span class="when" title=${format.day(file.updated_at)}>${format.fromNow(file.updated_at)}</span>
      <span class="expires" title="Expires ${format.day(file.expires_at)}">expires ${format.fromNow(file.expires_at)}</span>
      <span class="acts">
        ${this.may('read') && isReadable(file) ? html`<button type="button" class="quiet small" title="Download"
          aria-label="Download ${file.filename}" @click=${() => this.save(file)}>${icon('download')}</button>` : nothing}
        ${this.may('delete') ? html`<button type="button" class="quiet small" title="Delete" aria-label="Delete ${file.filename}"
          @click=${() => this.discard(file)}>${icon('trash')}</button>` : nothing}
      </span>
    </li>`;
  }

  /** What to do first, large where there is nothing else. @param {boolean} large */
  zone(large) {
    return html`<div class="zone ${large ? 'large' : ''}">
      ${large ? html`<div class="art">${icon('upload')}</div>` : nothing}
      <p>${large ? 'Drop files or folders anywhere on this page' : 'Drop files or folders anywhere, or'}</p>
      <div class="buttons">
        <button type="button" class="primary" @click=${() => this.choose()}>${icon('file')} Choose files</button>
        <button type="button" @click=${() => /** @type {HTMLInputElement} */ (this.querySelector('#folder-input')).click()}>${icon('folder')} Choose a folder</button>
        <button type="button" @click=${() => this.ticket()}>${icon('link')} Ask for a file</button>
      </div>
      <input id="files-input" type="file" multiple class="away" tabindex="-1" aria-hidden="true" @change=${this.chosen}>
      <input id="folder-input" type="file" webkitdirectory class="away" tabindex="-1" aria-hidden="true" @change=${this.chosen}>
    </div>`;
  }

  /** @param {import('./files.js').Files} files @param {StoredFile[]} shown */
  listing(files, shown) {
    if (!files.known) return html`<p class="hint loading" role="status">Loading…</p>`;
    if (shown.length === 0) {
      return html`<div class="empty"><p>${this.wanted ? `Nothing is called “${this.wanted}”.` : 'There is nothing of this kind.'}</p>
        ${this.wanted && files.hasMore ? html`<p class="hint">Only the newest ${format.count(files.list.length)} files were searched.</p>` : nothing}</div>`;
    }
    return html`<ul class="files">${shown.map((file) => this.row(file))}</ul>`;
  }

  /** @param {import('./files.js').Files} files @param {boolean} nothingAtAll */
  seen(files, nothingAtAll) {
    if (nothingAtAll) return html`<p class="empty">No files yet. What you or your programs upload appears here while it arrives.</p>`;
    const sought = this.wanted.trim().toLocaleLowerCase();
    const shown = sought === '' ? files.list
      : files.list.filter((file) => file.filename.toLocaleLowerCase().includes(sought) || file.file_id.startsWith(sought));
    return html`
      <div class="tools">
        <div class="search">${icon('search')}<input type="search" aria-label="Search by name" placeholder="Search by name"
          .value=${this.wanted} @input=${this.search}></div>
        <fieldset class="choice"><legend class="away">Show</legend>${STATES.map(([value, label]) => html`
          <label><input type="radio" name="status" .checked=${files.status === value} @change=${() => files.only(value)}><span>${label}</span></label>`)}
        </fieldset>
      </div>
      ${this.listing(files, shown)}
      ${files.hasMore ? html`<button type="button" class="more" @click=${() => files.more()}>Show more</button>` : nothing}`;
  }

  render() {
    const { files } = this;
    const nothingAtAll = !files || (files.known && files.list.length === 0 && files.status === '' && !files.trouble);
    const trouble = files?.trouble ? reason(files.trouble) : '';
    return html`
      <h1 tabindex="-1">Files</h1>
      ${this.may('write') ? this.zone(nothingAtAll) : nothing}
      ${trouble || this.problem ? html`<p class="problem card" role="alert">${this.problem || trouble}</p>` : nothing}
      ${files ? this.seen(files, nothingAtAll)
        : html`<p class="empty">${this.may('write') ? 'Your key may send files, and not see them.' : 'Your key may neither see nor send files.'}</p>`}
      <pm-ticket .api=${this.api} .files=${files} .may=${this.may}></pm-ticket>`;
  }
}

customElements.define('pm-files', FilesView);
