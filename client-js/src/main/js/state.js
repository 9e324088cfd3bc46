/**
 * What is kept of an upload so that it goes on after a reload or a crash. It holds no secret: the key is not in it.
 *
 * @typedef {object} UploadState
 * @property {string} idempotencyKey of its opening, so that it is opened once
 * @property {string} [fileId] once it is open
 * @property {number} [offset] how many bytes were acknowledged
 * @property {string} [prefixSha256] of these bytes, by which the same file is known again
 */

/**
 * Where states are kept. Each method may answer with a promise.
 *
 * @typedef {object} StateStore
 * @property {(key: string) => UploadState | undefined | null | Promise<UploadState | undefined | null>} get
 * @property {(key: string, state: UploadState) => void | Promise<void>} set
 * @property {(key: string) => void | Promise<void>} delete
 */

/**
 * In `localStorage`, or another storage like it.
 *
 * @param {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} [storage]
 * @param {string} [prefix] of its keys
 * @returns {StateStore}
 */
export function storageStore(storage = globalThis.localStorage, prefix = 'piecemeal:') {
  if (!storage) {
    throw new TypeError('storageStore: there is no localStorage here; give it a storage like it, or take memoryStore(), or a store of your own with get, set and delete');
  }
  return {
    get(key) {
      const text = storage.getItem(prefix + key);
      return text === null ? undefined : JSON.parse(text);
    },
    set: (key, state) => storage.setItem(prefix + key, JSON.stringify(state)),
    delete: (key) => storage.removeItem(prefix + key),
  };
}

/**
 * In IndexedDB, which workers have too.
 *
 * @param {string} [name] of the database
 * @returns {StateStore}
 */
export function indexedDbStore(name = 'piecemeal') {
  const table = 'uploads';
  /** @type {Promise<IDBDatabase> | undefined} */
  let opened;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(rows: IDBObjectStore) => IDBRequest} act
   * @returns {Promise<any>}
   */
  async function transact(mode, act) {
    const transaction = (await open()).transaction(table, mode);
    const request = act(transaction.objectStore(table));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  return {
    get: (key) => transact('readonly', (rows) => rows.get(key)),
    set: (key, state) => transact('readwrite', (rows) => rows.put(state, key)),
    delete: (key) => transact('readwrite', (rows) => rows.delete(key)),
  };
}

/** For as long as the program runs. @returns {StateStore} */
export function memoryStore() {
  /** @type {Map<string, UploadState>} */
  const states = new Map();
  return {
    get: (key) => states.get(key),
    set: (key, state) => void states.set(key, state),
    delete: (key) => void states.delete(key),
  };
}
