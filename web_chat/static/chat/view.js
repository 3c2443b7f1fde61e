/** How the chat looks: what was said, who answers, and what is wrong with the line. */
import { openQuestion } from "loket/chat/state.js";
import { make } from "loket/shared/dom.js";
import { clockTime, dayName, isNewDay } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";
import { explained } from "loket/shared/refusals.js";
import { words } from "loket/shared/words.js";

/**
 * @typedef {import("loket/chat/state.js").Chat} Chat
 * @typedef {import("loket/chat/session.js").Session} Session
 * @typedef {import("loket/shared/dom.js").Part} Part
 * @typedef {import("loket/shared/messages.js").Message} Message
 * @typedef {import("loket/shared/messages.js").Choice} Choice
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 */

/** What one author says within this time stands together, under one time. */
const TOGETHER_MS = 3 * 60_000;

/**
 * Everything said, in order, then what waits to be sent, then whether an answer is coming.
 *
 * @param {Chat} chat
 * @param {Session} session
 * @returns {Part[]}
 */
export function said(chat, session) {
  const asked = openQuestion(chat);
  return [
    ...chat.history.messages.flatMap((message, index, all) => {
      const choose = message.id === asked ? (/** @type {Choice} */ one) => session.choose(one) : null;
      const part = one(message, all[index - 1], all[index + 1], choose);
      return isNewDay(all[index - 1], message) ? [day(message), part] : [part];
    }),
    ...chat.outbox.map((pending) => waiting(pending, session)),
    ...(isAnswering(chat) ? [typing()] : []),
  ];
}

/**
 * @param {Message} message
 * @param {Message | undefined} before
 * @param {Message | undefined} after
 * @param {((choice: Choice) => void) | null} choose
 * @returns {Part}
 */
function one(message, before, after, choose) {
  const { pos, author, text, at } = message;
  const isFirst = !follows(before, message);
  const isLast = !(after && follows(message, after));
  const name = author === "staff" && isFirst ? "name" : "hidden";
  const fresh = () =>
    author === "system"
      ? make("li", { class: "message system" }, words(text))
      : make(
          "li",
          { class: `message ${author} ${isFirst ? "" : "follows"}` },
          make("bdi", { class: name }, authorName(message)),
          make("div", { class: "bubble" }, words(text)),
          make("time", { datetime: at, class: isLast ? "" : "hidden" }, clockTime(at)),
          choose && choices(message.choices ?? [], choose),
        );
  return { key: String(pos), look: JSON.stringify([message, isFirst, isLast, choose !== null]), make: fresh };
}

/**
 * @param {Choice[]} offered
 * @param {(choice: Choice) => void} choose
 */
function choices(offered, choose) {
  return make(
    "ol",
    { class: "choices", "aria-label": t("Answers") },
    ...offered.map((choice, index) =>
      make(
        "li",
        {},
        button("choice", () => choose(choice), numbered(index + 1), make("bdi", {}, choice.label)),
      ),
    ),
  );
}

/** @param {number} number */
function numbered(number) {
  return make("span", { class: "number" }, String(number));
}

/**
 * @param {Pending} pending
 * @param {Session} session
 * @returns {Part}
 */
function waiting({ key, text, stage, refusal }, session) {
  const fresh = () =>
    make(
      "li",
      { class: `message visitor ${stage}` },
      make("bdi", { class: "hidden" }, t("You")),
      make("div", { class: "bubble" }, words(text)),
      stage === "failed"
        ? make(
            "span",
            { class: "failed" },
            explained(refusal),
            button("small", () => session.tryAgain(key), t("Try again")),
            button("small", () => session.drop(key), t("Remove")),
          )
        : make("span", { class: "sending" }, refusal ? explained(refusal) : t("Sending…")),
    );
  return { key, look: JSON.stringify([stage, refusal]), make: fresh };
}

/**
 * @param {string} kind
 * @param {() => void} click
 * @param {...(Node | string)} label
 */
function button(kind, click, ...label) {
  return make("button", { type: "button", class: `button ${kind}`, click }, ...label);
}

/**
 * @param {Message} message
 * @returns {Part}
 */
function day({ pos, at }) {
  const name = dayName(at);
  const fresh = () => make("li", { class: "day" }, make("time", { datetime: at }, name));
  return { key: `day ${pos}`, look: name, make: fresh };
}

/** @returns {Part} */
function typing() {
  const dot = () => make("i", {});
  const told = () => make("span", { class: "hidden" }, t("An answer is being written"));
  const bubble = () => make("div", { class: "bubble typing" }, dot(), dot(), dot(), told());
  return { key: "typing", look: "", make: () => make("li", { class: "message theirs" }, bubble()) };
}

/**
 * Who answers, or what is wrong with the line, in one sentence.
 *
 * @param {Chat} chat
 */
export function bannerText({ line, refusal, speaking }) {
  if (line === "refused" && refusal && refusal.code !== "unknown_token") {
    return explained(refusal);
  }
  if (line === "down") {
    return t("No connection. What you write is kept and sent once it is back.");
  }
  if (line !== "up" || !speaking) {
    return t("Connecting…");
  }
  const { speaker, name, place } = speaking;
  if (speaker === "staff") {
    return t("{name} is answering you.", { name: name || t("A member of staff") });
  }
  if (speaker === "bot") {
    return t("Automatic counter");
  }
  return place
    ? t("Waiting for a person: number {place} in line", { place })
    : t("Waiting for a person. Write MENU to go on without.");
}

/** @param {Chat} chat */
function isAnswering({ typing: heard, outbox, speaking }) {
  const botWorks = speaking?.speaker === "bot" && outbox.some(({ stage }) => stage === "sending");
  return heard !== null || botWorks;
}

/** @param {Message} message */
function authorName({ author, name }) {
  if (author === "visitor") {
    return t("You");
  }
  return author === "staff" ? name || t("A member of staff") : t("Automatic counter");
}

/**
 * @param {Message | undefined} before
 * @param {Message} message
 */
function follows(before, message) {
  return (
    before?.author === message.author &&
    (before.name ?? "") === (message.name ?? "") &&
    Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS
  );
}
