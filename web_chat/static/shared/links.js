/**
 * Which pieces of a stranger's text may be clicked: plain http and https addresses whose visible
 * form is where they lead. Everything else stays text, also in a text that may be shown backwards.
 *
 * @typedef {{text: string, href?: string}} Piece
 */

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/giu;
const TRAILING = /[.,;:!?)\]}…]+$/u;
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Signs that turn round what stands behind them: UAX 9, 2.1 to 2.3. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/u;

/**
 * @param {string} text
 * @returns {Piece[]}
 */
export function pieces(text) {
  /** @type {Piece[]} */
  const found = [];
  let end = 0;
  for (const match of TURNING.test(text) ? [] : text.matchAll(ADDRESS)) {
    const written = match[0].replace(TRAILING, "");
    const href = safeAddress(written);
    if (href) {
      found.push({ text: text.slice(end, match.index) }, { text: written, href });
      end = match.index + written.length;
    }
  }
  found.push({ text: text.slice(end) });
  return found.filter((piece) => piece.text !== "");
}

/**
 * @param {string} written
 * @returns {string | null}
 */
function safeAddress(written) {
  if (DECEPTIVE.test(written) || !URL.canParse(written)) {
    return null;
  }
  const url = new URL(written);
  const host = written.split(/[/?#]/u, 3)[2]?.toLowerCase();
  return host === url.host ? url.href : null;
}
