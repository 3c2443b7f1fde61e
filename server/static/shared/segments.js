/**
 * How many parts a text takes by SMS: the twin of models/terms/segments.py, proved by the same
 * vectors. Source: 3GPP TS 23.038, 6.2.1 and 6.2.1.1; 3GPP TS 23.040, 9.2.3.24.1.
 *
 * @typedef {object} Segments
 * @property {"gsm7" | "ucs2"} encoding
 * @property {number} units septets or 16-bit units
 * @property {number} segments
 * @property {number} left units that the last part still holds
 *
 * @typedef {object} Change one letter that would be written otherwise
 * @property {number} position in characters of the text, from 0
 * @property {string} was
 * @property {string} becomes
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
/** Letters that Unicode takes for no accented form of another. */
const LETTERS = new Map(
  "Đ:D đ:d Ð:D ð:d Ħ:H ħ:h Ł:L ł:l Ŋ:N ŋ:n Ŧ:T ŧ:t ı:i Œ:OE œ:oe Þ:Th þ:th ẞ:SS"
    .split(" ")
    .map((pair) => /** @type {[string, string]} */ (pair.split(":"))),
);
const LIMITS = { gsm7: { alone: 160, part: 153 }, ucs2: { alone: 70, part: 67 } };

/**
 * @param {string} text
 * @returns {Segments}
 */
export function countSegments(text) {
  const characters = [...text];
  const encoding = characters.every(isGsm) ? "gsm7" : "ucs2";
  const costs = characters.map((character) => cost(character, encoding));
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
 * What a text would be with plain letters, for a person to accept or not: letters make names.
 * Digits, signs and other scripts are never changed; where they ask for UCS-2 all the same, there
 * is no change.
 *
 * @param {string} text
 * @returns {{text: string, changes: Change[]}}
 */
export function transliterate(text) {
  const characters = [...text];
  /** @type {Change[]} */
  const changes = [];
  let afterLetter = false;
  characters.forEach((was, position) => {
    const becomes = isGsm(was) ? undefined : plainer(was, afterLetter);
    if (becomes === undefined) {
      afterLetter = /\p{L}/u.test(was);
    } else {
      changes.push({ position, was, becomes });
      characters[position] = becomes;
    }
  });
  const written = characters.join("");
  return [...written].every(isGsm) ? { text: written, changes } : { text, changes: [] };
}

/**
 * Each character that asks for UCS-2, once, in the order of the text, with what plain writing has
 * for it: null where there is nothing near, as for an emoji. None: the text is GSM-7.
 *
 * @param {string} text
 * @returns {{position: number, character: string, becomes: string | null}[]}
 */
export function forcing(text) {
  const found = new Map();
  let afterLetter = false;
  [...text].forEach((character, position) => {
    const isPlain = isGsm(character);
    const becomes = isPlain ? character : plainer(character, afterLetter);
    if (!isPlain && !found.has(character)) {
      found.set(character, { position, character, becomes: becomes ?? null });
    }
    if (isPlain || becomes === undefined) {
      afterLetter = /\p{L}/u.test(character);
    }
  });
  return [...found.values()];
}

/**
 * The nearest letters, nothing for an accent that stands alone, undefined where none is near.
 *
 * @param {string} character
 * @param {boolean} afterLetter
 * @returns {string | undefined}
 */
function plainer(character, afterLetter) {
  if (LETTERS.has(character)) {
    return LETTERS.get(character);
  }
  if (/\p{M}/u.test(character)) {
    return afterLetter ? "" : undefined;
  }
  const [base] = character.normalize("NFD");
  return SINGLE.has(base) && /\p{L}/u.test(base) ? base : undefined;
}

/**
 * @param {string} character
 * @param {Segments["encoding"]} encoding
 */
function cost(character, encoding) {
  if (encoding === "ucs2") {
    return character.length;
  }
  return DOUBLE.has(character) ? 2 : 1;
}

/** @param {string} character */
export function isGsm(character) {
  return SINGLE.has(character) || DOUBLE.has(character);
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
