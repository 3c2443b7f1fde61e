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

/**
 * Whether a hit is the one that is shown: of a thread found by its words several may stand here.
 *
 * @param {Hit} hit
 * @param {{open: number | null, lookedFor: number | null}} desk
 */
export function isShown({ thread, message }, { open, lookedFor }) {
  return thread.conversation === open && (message?.pos ?? null) === lookedFor;
}

/**
 * A text cut around the first word of a question: what stands before it, the word, the rest. Words
 * are compared without case and accents, as the search does; a last word may go on.
 *
 * @param {string} text
 * @param {string} q
 * @returns {[string, string, string]}
 */
export function around(text, q) {
  const wanted = [...folded(q).matchAll(WORD)].map(([word]) => word);
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const length = wanted.includes(folded(word)) ? word.length : commonLength(word, wanted.at(-1) ?? "");
    if (length > 0) {
      const before = text.slice(0, index);
      const cut = before.length > BEFORE_MOST ? `…${[...before.slice(-BEFORE_MOST)].join("").replace(/^\S*\s/u, "")}` : before;
      return [cut, text.slice(index, index + length), text.slice(index + length)];
    }
  }
  return [text, "", ""];
}

const WORD = /[\p{L}\p{N}]+/gu;
const BEFORE_MOST = 24;

const folded = (/** @type {string} */ text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * How much of a word is the beginning that was typed; 0 where it begins otherwise.
 *
 * @param {string} word
 * @param {string} beginning folded
 */
function commonLength(word, beginning) {
  return beginning.length > 1 && folded(word).startsWith(beginning) ? Math.min(word.length, beginning.length) : 0;
}

/** @param {Hit} hit */
export function keyOf({ thread, message }) {
  return `${thread.conversation}.${message?.id ?? ""}`;
}
