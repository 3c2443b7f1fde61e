/**
 * Files that were chosen and not sent yet, kept by the browser over a reload of this tab.
 *
 * @typedef {{file: File, done: import("loket/shared/attachments.js").Attached | null}} Kept
 * @typedef {{token: string | null, files: Kept[]}} Tray
 */

/** A file that was sent up and goes with no message is forgotten by the server after a day. */
const KEPT_MS = 12 * 3600_000;
const NAME = "loket.files";

/**
 * What this tab had in its tray; files that were sent up under another token have to go again.
 *
 * @param {string | null} token
 * @returns {Promise<Kept[]>}
 */
export async function load(token) {
  const key = Number(sessionStorage.getItem(NAME));
  const kept = key && (await act("readonly", (store) => store.get(key)));
  const isOld = Date.now() - key > KEPT_MS;
  if (!kept || isOld) {
    return [];
  }
  return kept.token === token ? kept.files : kept.files.map((/** @type {Kept} */ one) => ({ ...one, done: null }));
}

/**
 * Keep what stands in this tab's tray. Rejects where the browser keeps nothing for us.
 *
 * @param {Tray} tray
 */
export async function save(tray) {
  const known = Number(sessionStorage.getItem(NAME));
  if (tray.files.length === 0) {
    sessionStorage.removeItem(NAME);
    await (known && act("readwrite", (store) => store.delete(known)));
    return;
  }
  const key = known || Date.now() + Math.random();
  await act("readwrite", (store) => {
    store.delete(IDBKeyRange.upperBound(Date.now() - KEPT_MS));
    return store.put(tray, key);
  });
  sessionStorage.setItem(NAME, String(key));
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} what
 * @returns {Promise<any>}
 */
async function act(mode, what) {
  const base = await database();
  try {
    return await new Promise((done, fail) => {
      const change = base.transaction(NAME, mode);
      const asked = what(change.objectStore(NAME));
      change.oncomplete = () => done(asked.result);
      change.onabort = () => fail(change.error);
    });
  } finally {
    base.close();
  }
}

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((done, fail) => {
    const opening = indexedDB.open(NAME);
    opening.onupgradeneeded = () => opening.result.createObjectStore(NAME);
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
}
