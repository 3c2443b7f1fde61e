/** The question at the end of a talk with staff: how it was, in five words, or not now. */
import { endedAt } from "loket/chat/reading.js";
import { make } from "loket/shared/dom.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/chat/state.js").Chat} Chat
 * @typedef {import("loket/chat/session.js").Session} Session
 * @typedef {import("loket/shared/dom.js").Part} Part
 */

const scale = () => [t("Very poor"), t("Poor"), t("Fair"), t("Good"), t("Very good")];

/**
 * @param {Chat} chat
 * @param {Session} session
 * @returns {Part[]} none where nothing has ended
 */
export function rating(chat, session) {
  const pos = endedAt(chat);
  if (pos === null) {
    return [];
  }
  const given = chat.rated && chat.rated.pos === pos ? chat.rated.rating : null;
  const fresh = () =>
    make(
      "li",
      { class: "rating" },
      make(
        "fieldset",
        {},
        make("legend", {}, given ? t("Thank you. You may change your answer.") : t("How was this conversation?")),
        ...scale().map((word, index) => mark(index + 1, word, given, session)),
        given ? null : later(pos, session),
      ),
    );
  return [{ key: `rating ${pos}`, look: `${given} ${chat.line}`, make: fresh }];
}

/**
 * @param {number} number
 * @param {string} word
 * @param {number | null} given
 * @param {Session} session
 */
function mark(number, word, given, session) {
  const press = () => void session.rate(number);
  return make(
    "button",
    { type: "button", class: "button choice", "aria-pressed": String(number === given), disabled: session.chat.line !== "up", click: press },
    make("span", { class: "number" }, String(number)),
    word,
  );
}

/**
 * @param {number} pos
 * @param {Session} session
 */
function later(pos, session) {
  return make("button", { type: "button", class: "button small", click: () => session.notNow(pos) }, t("Not now"));
}
