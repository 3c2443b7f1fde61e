/**
 * How many parts a text takes by SMS: the twin of models/terms/segments.py, proved by the same
 * vectors. Source: 3GPP TS 23.038, 6.2.1 and 6.2.1.1; 3GPP TS 23.040, 9.2.3.24.1.
 *
 * @typedef {object} Segments
 * @property {"gsm7" | "ucs2"} encoding
 * @property {number} units septets or 16-bit units
 * @property {number} segments
 * @property {number} left units that the last part still holds
 */
const SINGLE = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const DOUBLE = new Set("\f^{}\\[~]|€");
const LIMITS = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } };

/**
 * @param {string} text
 * @returns {Segments}
 */
export function countSegments(text) {
  const characters = [...text];
  const isGsm = characters.every((character) => SINGLE.has(character) || DOUBLE.has(character));
  const encoding = isGsm ? "gsm7" : "ucs2";
  const costs = characters.map((character) => (isGsm ? (DOUBLE.has(character) ? 2 : 1) : character.length));
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  const { alone, part } = LIMITS[encoding];
  if (units <= alone) {
    return { encoding, units, segments: 1, left: alone - units };
  }
  return { encoding, units, ...filled(costs, part) };
}

/**
 * Parts filled one after the other; an escape or a surrogate pair is never cut.
 *
 * @param {number[]} costs
 * @param {number} part
 */
function filled(costs, part) {
  let segments = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > part) {
      segments += 1;
      used = 0;
    }
    used += cost;
  }
  return { segments, left: part - used };
}
