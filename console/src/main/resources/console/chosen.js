// The files that a person dropped or chose, with those of folders, however deep.

/** @typedef {{file: File, handle?: FileSystemFileHandle}} Chosen */

/** @param {FileSystemHandle} handle @returns {AsyncGenerator<Chosen>} */
async function* ofHandle(handle) {
  if (handle.kind === 'file') {
    const one = /** @type {FileSystemFileHandle} */ (handle);
    yield { file: await one.getFile(), handle: one };
    return;
  }
  const folder = /** @type {any} */ (handle);
  for await (const inside of folder.values()) yield* ofHandle(inside);
}

/** @param {FileSystemEntry} entry @returns {AsyncGenerator<Chosen>} */
async function* ofEntry(entry) {
  if (entry.isFile) {
    const one = /** @type {FileSystemFileEntry} */ (entry);
    yield { file: await new Promise((resolve, reject) => { one.file(resolve, reject); }) };
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    // It gives a hundred at most each time.
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) return;
    for (const inside of some) yield* ofEntry(inside);
  }
}

/** @template T @param {AsyncGenerator<T>[]} sources */
async function all(sources) {
  const found = [];
  for (const source of sources) for await (const one of source) found.push(one);
  return found;
}

/**
 * What was dropped. What is asked of it has to be asked before the event is over.
 * @param {DataTransfer} transfer
 * @returns {Promise<Chosen[]>}
 */
export async function dropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const files = [...transfer.files].map((file) => ({ file }));
  const entries = items.map((item) => item.webkitGetAsEntry?.());
  const handles = items.map((item) => /** @type {any} */ (item).getAsFileSystemHandle?.());
  if (handles.length > 0 && handles.every(Boolean)) {
    const got = await Promise.all(handles.map((handle) => handle.catch(() => null)));
    if (got.every(Boolean)) return all(got.map(ofHandle));
  }
  const known = /** @type {FileSystemEntry[]} */ (entries.filter(Boolean));
  return known.length === items.length && known.length > 0 ? all(known.map(ofEntry)) : files;
}

/** Whether the browser can find a file again without its being chosen anew. */
export const hasPicker = () => 'showOpenFilePicker' in window;

/** @returns {Promise<Chosen[]>} none if the person changed their mind */
export async function picked() {
  try {
    /** @type {FileSystemFileHandle[]} */
    const handles = await /** @type {any} */ (window).showOpenFilePicker({ multiple: true });
    return all(handles.map(ofHandle));
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') return [];
    throw e;
  }
}

/**
 * The file behind a handle, if the person lets the page read it again.
 * @param {FileSystemFileHandle} handle
 * @param {boolean} mayAsk only while a person has just pressed something
 */
export async function fileOf(handle, mayAsk) {
  const one = /** @type {any} */ (handle);
  const mode = { mode: 'read' };
  let state = (await one.queryPermission?.(mode)) ?? 'granted';
  if (state === 'prompt' && mayAsk) state = await one.requestPermission(mode);
  return state === 'granted' ? handle.getFile() : null;
}
