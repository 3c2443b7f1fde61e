/**
 * What each one at a desk has switched on for themselves; kept in the browser.
 *
 * @typedef {"waiting" | "mine" | "given" | "mention" | "alarm"} Kind of which one may be told
 *
 * @typedef {object} Switches
 * @property {boolean} keys single keys do something
 * @property {Record<Kind, boolean>} sound
 * @property {Record<Kind, boolean>} notice
 */

/** @type {Kind[]} */
export const KINDS = ["waiting", "mine", "given", "mention", "alarm"];

/** @type {Switches} */
export const SWITCHES = {
  keys: true,
  sound: { waiting: true, mine: true, given: true, mention: true, alarm: false },
  notice: { waiting: false, mine: false, given: false, mention: false, alarm: false },
};

/**
 * What was kept, whatever somebody or an older version put there.
 *
 * @param {any} kept
 * @returns {Switches}
 */
export function readSwitches(kept) {
  const of = (/** @type {"sound" | "notice"} */ way) =>
    /** @type {Record<Kind, boolean>} */ (
      Object.fromEntries(
        KINDS.map((kind) => [kind, typeof kept?.[way]?.[kind] === "boolean" ? kept[way][kind] : SWITCHES[way][kind]]),
      )
    );
  return { keys: typeof kept?.keys === "boolean" ? kept.keys : true, sound: of("sound"), notice: of("notice") };
}

/**
 * @param {Switches} switches
 * @param {"sound" | "notice"} way
 * @param {Kind} kind
 * @returns {Switches}
 */
export function flipped(switches, way, kind) {
  return { ...switches, [way]: { ...switches[way], [kind]: !switches[way][kind] } };
}
