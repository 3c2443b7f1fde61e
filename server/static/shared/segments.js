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
/** What plain writing takes for typography, as ranges of a regular expression. */
const PLAINER = [
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " "],
  [/[\u2018-\u201b\u2032\u00b4`]/g, "'"],
  [/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/\u2026/g, "..."],
  [/\u2022/g, "-"],
  [/[\u2028\u2029]/g, "\n"],
  [/[\u00ad\u200b\u2060\ufeff]/g, ""],
];
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
 * The text as it will leave: the server writes typography plain, which would cost more than half
 * of each part.
 *
 * @param {string} text
 */
export function smsText(text) {
  const plain = PLAINER.reduce(
    (written, [from, to]) => written.replace(from, /** @type {string} */ (to)),
    text.normalize("NFC").toWellFormed(),
  );
  return plain.normalize("NFC");
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
