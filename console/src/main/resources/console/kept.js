// What the browser keeps of uploads, so that they go on after a reload or a night: which file, which session. No key, no bytes.

const STORE = 'uploads';

/**
 * @typedef {object} Kept
 * @property {string} key its own, and what makes its opening safe to repeat
 * @property {string} owner
 * @property {string} name
 * @property {number} size
 * @property {string} type
 * @property {number} modified
 * @property {number} added
 * @property {string} [id] of its session, once there is one
 * @property {FileSystemFileHandle} [handle] where the browser has them
 */

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function database() {
  opened ??= (() => {
    const request = indexedDB.open('piecemeal', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' }).createIndex('owner', 'owner');
    return done(request);
  })();
  return opened;
}

/** @param {string} owner @returns {Promise<Kept[]>} */
export async function keptOf(owner) {
  const store = (await database()).transaction(STORE).objectStore(STORE);
  const all = await done(store.index('owner').getAll(owner));
  return all.sort((a, b) => a.added - b.added);
}

/** @param {Kept[]} uploads */
export async function keep(uploads) {
  const transaction = (await database()).transaction(STORE, 'readwrite');
  for (const upload of uploads) transaction.objectStore(STORE).put(upload);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** @param {string[]} keys */
export async function forget(keys) {
  const store = (await database()).transaction(STORE, 'readwrite').objectStore(STORE);
  await Promise.all(keys.map((key) => done(store.delete(key))));
}
