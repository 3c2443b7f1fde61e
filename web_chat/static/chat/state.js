/**
 * Everything the chat page knows, and how each event changes it. No DOM, no socket.
 *
 * @typedef {import("loket/shared/messages.js").Message} Message
 * @typedef {import("loket/shared/messages.js").History} History
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 * @typedef {import("loket/shared/courier.js").Carried} Carried
 *
 * @typedef {object} Chat
 * @property {number | null} conversation
 * @property {History} history
 * @property {Pending[]} outbox
 * @property {boolean} isUp whether the line is up
 * @property {boolean} hasBeenUp
 * @property {"bot" | "waiting" | "staff"} speaker
 * @property {string | null} name the person who answers
 * @property {boolean} isTyping somebody of the office types
 *
 * @typedef {{conversation: number, speaker: Chat["speaker"], name?: string, messages: Message[],
 *   more: boolean}} Welcome
 *
 * @typedef {Carried
 *   | {type: "down"}
 *   | {type: "welcome", welcome: Welcome}
 *   | {type: "arrived", message: Message}
 *   | {type: "asking"}
 *   | {type: "told", messages: Message[], more: boolean}
 *   | {type: "untold"}
 *   | {type: "speaker", speaker: Chat["speaker"], name?: string}
 *   | {type: "typing", isTyping: boolean}
 *   | {type: "written", pending: Pending}
 *   | {type: "again", key: string, freshKey: string}} Event
 */
import * as history from "loket/shared/messages.js";
import * as outbox from "loket/shared/outbox.js";

/**
 * @param {Pending[]} kept what was written and not accepted when the page was last left
 * @returns {Chat}
 */
export function opened(kept = []) {
  return {
    conversation: null,
    history: history.EMPTY,
    outbox: kept.map((pending) => (pending.stage === "sending" ? { ...pending, stage: "queued" } : pending)),
    isUp: false,
    hasBeenUp: false,
    speaker: "bot",
    name: null,
    isTyping: false,
  };
}

/**
 * @param {Chat} chat
 * @param {Event} event
 * @returns {Chat}
 */
export function reduce(chat, event) {
  switch (event.type) {
    case "down":
      return { ...chat, isUp: false, isTyping: false };
    case "welcome":
      return welcomed(chat, event.welcome);
    case "arrived":
      return {
        ...chat,
        isTyping: false,
        history: history.arrive(chat.history, [event.message]),
      };
    case "asking":
      return { ...chat, history: history.asking(chat.history) };
    case "told":
      return { ...chat, history: history.answered(chat.history, event.messages, event.more) };
    case "untold":
      return { ...chat, history: history.unanswered(chat.history) };
    case "speaker":
      return { ...chat, speaker: event.speaker, name: event.name ?? null };
    case "typing":
      return { ...chat, isTyping: event.isTyping };
    case "written":
      return { ...chat, outbox: [...chat.outbox, event.pending] };
    case "again":
      return { ...chat, outbox: outbox.again(chat.outbox, event.key, event.freshKey) };
    case "sending":
      return { ...chat, outbox: outbox.sending(chat.outbox, event.key) };
    case "unanswered":
      return { ...chat, outbox: outbox.unanswered(chat.outbox, event.key) };
    case "refused":
      return { ...chat, outbox: outbox.refused(chat.outbox, event.key, event.refusal, event.now) };
    case "accepted":
      return accepted(chat, event.key, event.answer);
  }
}

/**
 * The button choices that stand open: those of the last message, while nothing answers it yet.
 *
 * @param {Chat} chat
 */
export function openChoices(chat) {
  const last = chat.history.messages.at(-1);
  return chat.outbox.length === 0 && last?.author === "bot" ? (last.choices ?? []) : [];
}

/**
 * @param {Chat} chat
 * @param {Welcome} welcome
 * @returns {Chat}
 */
function welcomed(chat, welcome) {
  const isSame = chat.conversation === null || chat.conversation === welcome.conversation;
  const before = history.asking(isSame ? chat.history : history.EMPTY);
  return {
    ...chat,
    conversation: welcome.conversation,
    history: history.answered(before, welcome.messages, welcome.more),
    isUp: true,
    hasBeenUp: true,
    speaker: welcome.speaker,
    name: welcome.name ?? null,
  };
}

/**
 * @param {Chat} chat
 * @param {string} key
 * @param {Record<string, any>} answer
 * @returns {Chat}
 */
function accepted(chat, key, answer) {
  const pending = chat.outbox.find((one) => one.key === key);
  /** @type {Message[]} */
  const own = pending
    ? [
        {
          id: answer.id,
          pos: answer.pos,
          author: "visitor",
          text: pending.text,
          at: new Date(pending.at).toISOString(),
        },
      ]
    : [];
  return {
    ...chat,
    outbox: outbox.settled(chat.outbox, key),
    history: history.arrive(chat.history, [...own, ...(answer.messages ?? [])]),
  };
}
