/** How the chat looks: what was said, who answers, and what is wrong with the line. */
import { rating } from "loket/chat/rating.js";
import { presentFrom, stage } from "loket/chat/reading.js";
import { openQuestion } from "loket/chat/state.js";
import { make } from "loket/shared/dom.js";
import { clockTime, dayName, isNewDay, opening } from "loket/shared/moments.js";
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
 * @typedef {"sent" | "delivered" | "seen"} Stage
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
  const { messages } = chat.history;
  const from = chat.showsEarlier ? 0 : presentFrom(messages);
  const lastOwn = messages.findLast(({ author }) => author === "visitor");
  return [
    ...(from > 0 ? [earlier(session)] : []),
    ...messages.slice(from).flatMap((message, index, all) => {
      const choose = message.id === asked ? (/** @type {Choice} */ one) => session.choose(one) : null;
      const got = message.author === "visitor" ? stage(chat, message) : null;
      const part = one(message, all[index - 1], all[index + 1], choose, got, message === lastOwn, session);
      return isNewDay(all[index - 1], message) ? [day(message), part] : [part];
    }),
    ...rating(chat, session),
    ...chat.outbox.map((pending) => waiting(pending, session)),
    ...(isAnswering(chat) ? [typing()] : []),
  ];
}

/**
 * @param {Session} session
 * @returns {Part}
 */
function earlier(session) {
  const show = () => session.store.tell({ type: "earlier" });
  const fresh = () => make("li", { class: "day" }, button("small", show, t("Show what was said before")));
  return { key: "earlier", look: "", make: fresh };
}

/**
 * @param {Message} message
 * @param {Message | undefined} before
 * @param {Message | undefined} after
 * @param {((choice: Choice) => void) | null} choose
 * @param {Stage | null} got
 * @param {boolean} isLastOwn
 * @param {Session} session
 * @returns {Part}
 */
function one(message, before, after, choose, got, isLastOwn, session) {
  const { pos, author, text, at, act, attachments } = message;
  const isFirst = !follows(before, message);
  const isLast = !(after && follows(message, after));
  const name = author === "staff" && isFirst ? "name" : "hidden";
  const fresh = () =>
    author === "system"
      ? make("li", { class: `message system ${act ?? ""}` }, words(text), files(attachments, session))
      : make(
          "li",
          { class: `message ${author} ${isFirst ? "" : "follows"}` },
          make("bdi", { class: name }, authorName(message)),
          text !== "" && make("div", { class: "bubble" }, words(text)),
          files(attachments, session),
          make(
            "span",
            { class: isLast ? "foot" : "hidden" },
            make("time", { datetime: at }, clockTime(at)),
            got && tick(got, isLastOwn),
          ),
          choose && choices(message.choices ?? [], choose),
        );
  return { key: String(pos), look: JSON.stringify([message, isFirst, isLast, choose !== null, got, isLastOwn]), make: fresh };
}

/**
 * The names at once, the pictures when what shows them has come.
 *
 * @param {any[]} [attached]
 * @param {Session} [session]
 */
function files(attached = [], session) {
  if (attached.length === 0) {
    return null;
  }
  const place = make("div", { class: "bubble" }, ...attached.map(({ name }) => words(`${name} `)));
  if (session) {
    void import("loket/chat/attach.js").then(({ showFiles }) => showFiles(place, attached, session), () => {});
  }
  return place;
}

/**
 * The word stands beside the last message; beside the others it is only read out.
 *
 * @param {Stage} got
 * @param {boolean} isSaid
 */
function tick(got, isSaid) {
  const word = got === "sent" ? t("Sent") : got === "delivered" ? t("Delivered") : t("Seen");
  const mark = make("span", { "aria-hidden": "true" }, got === "sent" ? "✓" : "✓✓");
  return make("span", { class: `tick ${got}` }, mark, make("span", { class: isSaid ? "" : "hidden" }, ` ${word}`));
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
function waiting({ key, text, files: attached, stage, refusal }, session) {
  const fresh = () =>
    make(
      "li",
      { class: `message visitor ${stage}` },
      make("bdi", { class: "hidden" }, t("You")),
      text !== "" && make("div", { class: "bubble" }, words(text)),
      files(attached),
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
  const { speaker, name, place, on_duty: isOnDuty, opens_at: opensAt } = speaking;
  if (speaker === "staff") {
    return t("{name} is answering you.", { name: name || t("A member of staff") });
  }
  if (speaker === "bot") {
    return t("Automatic counter");
  }
  if (opensAt) {
    return t("Nobody is here now. We open {when}; your message is kept until then.", { when: opening(opensAt) });
  }
  if (!isOnDuty) {
    return t("Nobody is at the desk just now. Leave your message; it will be answered here.");
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
export function authorName({ author, name }) {
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
