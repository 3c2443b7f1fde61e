/**
 * What a reply will be as text messages: parts, what makes them dear, and what they cost. No DOM.
 *
 * @typedef {object} Texting
 * @property {"gsm7" | "ucs2"} encoding
 * @property {number} segments
 * @property {number} left units that the last part still holds
 * @property {number | null} cost rupiah; null where the office does not say
 * @property {boolean} isTooLong the server would refuse it
 * @property {string[]} dear the characters that ask for UCS-2, each once
 * @property {{text: string, segments: number} | null} plainer the same with plain letters, if that helps
 */
import { countSegments, isGsm, smsText, transliterate } from "loket/shared/segments.js";

const SHOWN_MOST = 5;

/**
 * @param {string} text as it is written
 * @param {{sms_cost_rupiah?: number, segments_most?: number}} settings
 * @returns {Texting}
 */
export function texting(text, { sms_cost_rupiah: price, segments_most: most = Infinity }) {
  const leaves = smsText(text);
  const { encoding, segments, left } = countSegments(leaves);
  return {
    encoding,
    segments,
    left,
    cost: price ? price * segments : null,
    isTooLong: segments > most,
    dear: encoding === "ucs2" ? dearOf(leaves) : [],
    plainer: encoding === "ucs2" ? plainerOf(leaves) : null,
  };
}

/** @param {string} text */
function dearOf(text) {
  const all = new Set([...text].filter((character) => !isGsm(character)));
  return [...all].slice(0, SHOWN_MOST);
}

/**
 * Plain letters where there are some near; whatever has none (an emoji) is left out.
 *
 * @param {string} text
 */
function plainerOf(text) {
  const near = transliterate(text);
  const plain = near.changes.length > 0 ? near.text : withoutDear(text);
  return plain === "" ? null : { text: plain, segments: countSegments(plain).segments };
}

/** @param {string} text */
function withoutDear(text) {
  const letters = [...text.normalize("NFD")].map((character) => (isGsm(character) ? character : ""));
  return letters.join("").replace(/ {2,}/gu, " ").trim();
}
