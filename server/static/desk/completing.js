/**
 * What stands before the caret and may be completed: `/` for a canned reply, `@` for a colleague.
 *
 * @typedef {{sign: "/" | "@", typed: string, from: number, to: number}} Completing
 */

const BEFORE = /(?:^|\s)([/@])([^\s/@]{0,40})$/u;

/**
 * @param {string} text
 * @param {number} caret in UTF-16 units, as a field tells it
 * @returns {Completing | null}
 */
export function completing(text, caret) {
  const found = BEFORE.exec(text.slice(0, caret));
  if (!found) {
    return null;
  }
  const [, sign, typed] = found;
  return { sign: /** @type {"/" | "@"} */ (sign), typed, from: caret - typed.length - 1, to: caret };
}

/**
 * The text with what was chosen in the place of what was typed, and where the caret then stands.
 *
 * @param {string} text
 * @param {Completing} place
 * @param {string} chosen
 */
export function completed(text, { from, to }, chosen) {
  const before = text.slice(0, from) + chosen;
  return { text: before + text.slice(to), caret: before.length };
}

/**
 * Colleagues whose name fits, never oneself.
 *
 * @template {{id: number, name: string}} Somebody
 * @param {Somebody[]} staff
 * @param {string} typed
 * @param {number | undefined} me
 * @returns {Somebody[]}
 */
export function called(staff, typed, me) {
  const wanted = typed.toLowerCase();
  return staff
    .filter(({ id, name }) => id !== me && name.toLowerCase().split(/\s+/u).some((word) => word.startsWith(wanted)))
    .slice(0, 8);
}
