/**
 * Lines that somebody should look at, as the desk keeps them. No DOM.
 *
 * @typedef {{line: string, is_up: boolean, state: string, detail: string, alarm: boolean}} Line
 */

/**
 * The alarms after a line has told how it is.
 *
 * @param {Record<string, Line>} alarms
 * @param {Line} told
 */
export function withLine(alarms, told) {
  const { [told.line]: _, ...others } = alarms;
  return told.alarm ? { ...others, [told.line]: told } : others;
}

/** @param {Line[]} lines */
export function alarmsOf(lines) {
  return lines.reduce(withLine, /** @type {Record<string, Line>} */ ({}));
}
