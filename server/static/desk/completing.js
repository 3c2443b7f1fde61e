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
 * Colleagues whose name or login fits, never oneself.
 *
 * @template {{id: number, name: string, login?: string}} Somebody
 * @param {Somebody[]} staff
 * @param {string} typed
 * @param {number | undefined} me
 * @returns {Somebody[]}
 */
export function called(staff, typed, me) {
  const wanted = typed.toLowerCase();
  const isMeant = (/** @type {Somebody} */ { name, login = "" }) => `${name} ${login}`.toLowerCase().split(/\s+/u).some((word) => word.startsWith(wanted));
  return staff
    .filter((each) => each.id !== me && isMeant(each))
    .slice(0, 8);
}

const CALL = /(?<![\p{L}\p{N}_@.+-])@([\p{L}\p{N}_.-]{1,64})/gu;

/**
 * A note cut at its calls, every second piece being one: `@` and a login that is one. The rule is
 * that of models/conversations/mentions.py.
 *
 * @param {string} text
 * @param {string[]} logins
 */
export function callsIn(text, logins) {
  const known = new Set(logins.map((login) => login.toLowerCase()));
  const pieces = [];
  let from = 0;
  for (const { index, 1: typed = "" } of text.matchAll(CALL)) {
    const login = [typed, typed.replace(/[.-]+$/u, "")].find((each) => each && known.has(each.toLowerCase()));
    if (login) {
      pieces.push(text.slice(from, index), `@${login}`);
      from = index + 1 + login.length;
    }
  }
  return [...pieces, text.slice(from)];
}
