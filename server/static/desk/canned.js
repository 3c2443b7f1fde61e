/**
 * Canned replies: found by what is typed behind `/`, and filled with what is known. No DOM.
 *
 * A place is `{name}` or, with what stands there when nothing is known, `{name|Bapak/Ibu}`: the twin
 * of models/canned/rules.py.
 *
 * @typedef {object} Canned
 * @property {number} id
 * @property {string} category
 * @property {string} shortcut
 * @property {string} text_id
 * @property {string} text_en
 *
 * @typedef {{text: string, missing: string[]}} Filled
 */

const PLACE = /\{([^{}|]*)(?:\|([^{}|]*))?\}/gu;
const MOST = 8;
const VARIABLES = ["name", "case", "ticket", "order", "staff", "office"];

/**
 * In the contact's language; where it was written in the other alone, in that.
 *
 * @param {Canned} reply
 * @param {string} language
 */
export function wordsOf({ text_id: first, text_en: second }, language) {
  return language === "en" ? second || first : first || second;
}

/**
 * Those that fit what was typed: a shortcut that begins so first, then shortcut or category, then text.
 *
 * @param {Canned[]} canned
 * @param {string} typed
 * @param {string} language
 * @returns {Canned[]}
 */
export function fitting(canned, typed, language) {
  const wanted = typed.toLowerCase();
  const rank = (/** @type {Canned} */ reply) => {
    if (reply.shortcut.startsWith(wanted)) {
      return 0;
    }
    if (`${reply.shortcut} ${reply.category}`.toLowerCase().includes(wanted)) {
      return 1;
    }
    return wordsOf(reply, language).toLowerCase().includes(wanted) ? 2 : 3;
  };
  return canned
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((found) => found.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map(({ reply }) => reply);
}

/**
 * @param {string} text
 * @param {Record<string, string | null | undefined>} values
 * @returns {Filled}
 */
export function filled(text, values) {
  /** @type {Set<string>} */
  const missing = new Set();
  const said = text.replace(PLACE, (place, name, fallback) => {
    const known = values[name] || fallback;
    if (known === undefined) {
      missing.add(name);
    }
    return known ?? place;
  });
  return { text: said, missing: [...missing] };
}

/** The places that still stand in a text about to be sent. @param {string} text */
export function unfilled(text) {
  const places = [...text.matchAll(PLACE)].filter(([, name]) => VARIABLES.includes(name)).map(([place]) => place);
  return [...new Set(places)];
}

/**
 * What is known for the places of a reply in this thread.
 *
 * @param {import("loket/desk/threads.js").Thread} thread
 * @param {import("loket/desk/panel.js").Panel | null} panel
 * @param {{staff: string, office: string}} here
 * @returns {Record<string, string | null | undefined>}
 */
export function valuesOf(thread, panel, { staff, office }) {
  const isOpen = (/** @type {string} */ state) =>
    !["collected", "rejected", "declined", "cancelled", "served", "no_show"].includes(state);
  return {
    name: panel?.person?.name ?? thread.name,
    case: panel?.cases?.find(({ stage }) => isOpen(stage))?.number,
    ticket: panel?.tickets?.find(({ state }) => isOpen(state))?.number,
    order: panel?.orders?.find(({ state }) => isOpen(state))?.number,
    staff,
    office,
  };
}
