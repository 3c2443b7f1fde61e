/**
 * The resident's chat as one value: what happened goes in, the next state comes out.
 *
 * @typedef {import("loket/shared/messages.js").Message} Message
 * @typedef {import("loket/shared/messages.js").History} History
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 * @typedef {import("loket/shared/outbox.js").Refusal} Refusal
 * @typedef {import("loket/shared/courier.js").Carried} Carried
 *
 * @typedef {object} Speaking who answers now
 * @property {"bot" | "waiting" | "staff"} speaker
 * @property {string | null} [name]
 * @property {number | null} [place] in the waiting line, from 1
 * @property {boolean} [on_duty] false: nobody is at the desk now
 * @property {string | null} [opens_at] ISO 8601, when somebody will be
 *
 * @typedef {object} Chat
 * @property {"connecting" | "up" | "down" | "refused"} line
 * @property {Refusal | null} refusal why the server would not let us in
 * @property {string | null} token
 * @property {number | string | null} conversation
 * @property {Speaking | null} speaking null until the server has said
 * @property {History} history
 * @property {Pending[]} outbox
 * @property {{author: string} | null} typing
 * @property {number} readPos
 * @property {number} seenPos up to here staff have looked at
 * @property {{pos: number, rating: number} | null} rated what was said of the talk that ended there
 * @property {number} notNow up to here the visitor does not want to be asked
 * @property {string | null} phone how the telephone ends that leads into this thread
 * @property {boolean} showsEarlier whether what is before the divider is shown
 *
 * @typedef {{type: "up"} | {type: "down"}
 *   | {type: "not_let_in", refusal: Refusal}
 *   | ({type: "welcome", token: string, conversation: number | string, messages: Message[],
 *       more?: boolean, seen_pos?: number, staff_pos?: number,
 *       rated?: {pos: number, rating: number} | null, phone?: string | null} & Speaking)
 *   | {type: "message", message: Message}
 *   | {type: "asking"} | {type: "answered", messages: Message[], more: boolean}
 *   | {type: "not_answered"}
 *   | ({type: "speaker"} & Speaking)
 *   | {type: "status", id?: number, pos?: number, status: string}
 *   | {type: "typing", author: string} | {type: "typing_over"}
 *   | {type: "wrote", pending: Pending}
 *   | {type: "again", key: string, freshKey: string} | {type: "dropped", key: string}
 *   | {type: "read", pos: number} | {type: "earlier"} | {type: "not_now", pos: number}
 *   | {type: "rated", pos: number, rating: number} | {type: "phone", phone: string}
 *   | Carried} Happening
 */
import * as history from "loket/shared/messages.js";
import * as outbox from "loket/shared/outbox.js";

/**
 * @param {Pick<Chat, "token" | "outbox"> & Partial<Chat>} kept from an earlier visit
 * @returns {Chat}
 */
export function opening({ token, outbox: kept, notNow = 0 }) {
  return {
    line: "connecting",
    refusal: null,
    token,
    conversation: null,
    speaking: null,
    history: history.EMPTY,
    outbox: kept,
    typing: null,
    readPos: 0,
    seenPos: 0,
    rated: null,
    notNow,
    phone: null,
    showsEarlier: false,
  };
}

/**
 * @param {Chat} chat
 * @param {Happening} event
 * @returns {Chat}
 */
export function reduce(chat, event) {
  switch (event.type) {
    case "up":
      return chat;
    case "down":
      return { ...chat, line: "down", typing: null, history: history.unanswered(chat.history) };
    case "not_let_in":
      return notLetIn(chat, event.refusal);
    case "welcome":
      return welcomed(chat, event);
    case "message":
      return heard(chat, [event.message]);
    case "asking":
      return { ...chat, history: history.asking(chat.history) };
    case "answered":
      return recovered(chat, event.messages, event.more);
    case "not_answered":
      return { ...chat, history: history.unanswered(chat.history) };
    case "speaker":
      return { ...chat, speaking: speakingOf(event), typing: null };
    case "status":
      return staged(chat, event);
    case "typing":
      return { ...chat, typing: { author: event.author } };
    case "typing_over":
      return { ...chat, typing: null };
    case "wrote":
      return { ...chat, outbox: [...chat.outbox, event.pending] };
    case "sending":
      return { ...chat, outbox: outbox.sending(chat.outbox, event.key) };
    case "accepted":
      return accepted(chat, event.key, event.answer);
    case "refused":
      return { ...chat, outbox: outbox.refused(chat.outbox, event.key, event.refusal, event.now) };
    case "unanswered":
      return { ...chat, outbox: outbox.unanswered(chat.outbox, event.key) };
    case "again":
      return { ...chat, outbox: outbox.again(chat.outbox, event.key, event.freshKey) };
    case "dropped":
      return { ...chat, outbox: outbox.settled(chat.outbox, event.key) };
    case "read":
      return event.pos > chat.readPos ? { ...chat, readPos: event.pos } : chat;
    case "earlier":
      return { ...chat, showsEarlier: true };
    case "not_now":
      return { ...chat, notNow: event.pos };
    case "rated":
      return { ...chat, rated: { pos: event.pos, rating: event.rating } };
    case "phone":
      return { ...chat, phone: event.phone };
  }
}

/**
 * Whether the server has to be asked for what we missed. Not while a message of ours is on its
 * way: its answer is the likeliest thing to be missing.
 *
 * @param {Chat} chat
 */
export function mustAsk(chat) {
  const { isBehind, askedTo } = chat.history;
  const isSending = chat.outbox.some(({ stage }) => stage === "sending");
  return chat.line === "up" && isBehind && askedTo === null && !isSending;
}

/**
 * The buttons that can be pressed now: those of the last word, while nothing of ours follows it.
 * A line that only tells something, such as which telephone is connected, leaves them.
 *
 * @param {Chat} chat
 * @returns {number | null} the id of their message
 */
export function openQuestion(chat) {
  const last = chat.history.messages.findLast(({ author, act }) => author !== "system" || act);
  const isOpen = last?.choices?.length && chat.outbox.every(({ stage }) => stage === "failed");
  return last && isOpen ? last.id : null;
}

/**
 * @param {Chat} chat
 * @param {Refusal} refusal
 * @returns {Chat}
 */
function notLetIn(chat, refusal) {
  const refused = { ...chat, line: /** @type {const} */ ("refused"), refusal };
  return refusal.code === "unknown_token"
    ? { ...refused, token: null, history: history.EMPTY, conversation: null }
    : refused;
}

/**
 * @param {Chat} chat
 * @param {Extract<Happening, {type: "welcome"}>} event
 * @returns {Chat}
 */
function welcomed(chat, event) {
  const isSame = chat.conversation === event.conversation;
  const before = isSame ? chat.history : history.EMPTY;
  const next = {
    ...chat,
    line: /** @type {const} */ ("up"),
    refusal: null,
    token: event.token,
    conversation: event.conversation,
    speaking: speakingOf(event),
    readPos: Math.max(isSame ? chat.readPos : 0, event.seen_pos ?? 0),
    seenPos: Math.max(isSame ? chat.seenPos : 0, event.staff_pos ?? 0),
    rated: event.rated ?? null,
    phone: event.phone ?? null,
    history: history.asking(before),
  };
  return recovered(next, event.messages ?? [], event.more ?? false);
}

/**
 * @param {Chat} chat
 * @param {Message[]} messages
 * @param {boolean} more
 * @returns {Chat}
 */
function recovered(chat, messages, more) {
  const told = { ...chat, history: history.answered(chat.history, messages, more) };
  return withoutStored(told, messages);
}

/**
 * @param {Chat} chat
 * @param {Message[]} messages
 * @returns {Chat}
 */
function heard(chat, messages) {
  const isAnswer = messages.some(({ author }) => author !== "visitor");
  const told = { ...chat, history: history.arrive(chat.history, messages) };
  return withoutStored(isAnswer ? { ...told, typing: null } : told, messages);
}

/**
 * @param {Chat} chat
 * @param {string} key
 * @param {Record<string, any>} answer
 * @returns {Chat}
 */
function accepted(chat, key, answer) {
  const pending = chat.outbox.find((one) => one.key === key);
  const next = { ...chat, outbox: outbox.settled(chat.outbox, key) };
  const replies = /** @type {Message[]} */ (answer.messages ?? []);
  if (!pending) {
    return heard(next, replies);
  }
  /** @type {Message} */
  const own = {
    id: answer.id,
    pos: answer.pos,
    author: "visitor",
    text: pending.text,
    at: answer.at ?? new Date(pending.at).toISOString(),
    client_key: key,
    attachments: pending.files,
  };
  return heard(next, [own, ...replies]);
}

/**
 * A message that came back from the server is stored, even when its acknowledgement was lost.
 *
 * @param {Chat} chat
 * @param {Message[]} messages
 * @returns {Chat}
 */
function withoutStored(chat, messages) {
  return { ...chat, outbox: outbox.withoutStored(chat.outbox, messages) };
}

/**
 * How far a message got; staff tell up to which position they have looked.
 *
 * @param {Chat} chat
 * @param {Extract<Happening, {type: "status"}>} event
 * @returns {Chat}
 */
function staged(chat, { id, pos = 0, status }) {
  if (id === undefined) {
    return status === "seen" && pos > chat.seenPos ? { ...chat, seenPos: pos } : chat;
  }
  const messages = history.staged(chat.history.messages, id, status);
  return { ...chat, history: { ...chat.history, messages } };
}

/**
 * @param {Speaking} told
 * @returns {Speaking}
 */
function speakingOf({ speaker, name = null, place = null, on_duty = true, opens_at = null }) {
  return { speaker, name, place, on_duty, opens_at };
}
