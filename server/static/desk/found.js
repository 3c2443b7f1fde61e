/**
 * The result of a search: a page that stays while its threads are opened one by one.
 *
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {{id: number, pos: number, text: string, at: string}} FoundMessage
 * @typedef {{thread: Thread, message: FoundMessage | null, matched: string}} Hit
 *
 * @typedef {object} Found
 * @property {string} q what was asked
 * @property {Hit[]} hits
 * @property {string | null} next
 * @property {boolean} isAsking
 * @property {boolean} isRefused
 */

/** @type {Found} */
export const NOTHING_FOUND = { q: "", hits: [], next: null, isAsking: false, isRefused: false };

/** @param {string} q @returns {Found} */
export const asked = (q) => ({ ...NOTHING_FOUND, q, isAsking: true });

/**
 * One more page. A thread that matched by number or name is shown once, one that matched by words
 * once for each message.
 *
 * @param {Found} found
 * @param {{q: string, hits: Hit[], next: string | null}} page
 * @returns {Found}
 */
export function withPage(found, page) {
  if (page.q !== found.q) {
    return found;
  }
  const known = new Set(found.hits.map(keyOf));
  const fresh = page.hits.filter((hit) => !known.has(keyOf(hit)) && known.add(keyOf(hit)));
  return { ...found, hits: [...found.hits, ...fresh], next: page.next, isAsking: false };
}

/** @param {Hit} hit */
export function keyOf({ thread, message }) {
  return `${thread.conversation}.${message?.id ?? ""}`;
}
