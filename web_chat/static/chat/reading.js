/**
 * What a conversation's messages mean for the page: where the present one begins, what is unread,
 * how far one's own words got, whether an ended talk may be rated.
 *
 * @typedef {import("loket/chat/state.js").Chat} Chat
 * @typedef {import("loket/shared/messages.js").Message} Message
 */

/**
 * From which message on the present conversation is: what is before stays behind a divider.
 *
 * @param {Message[]} messages
 */
export function presentFrom(messages) {
  return Math.max(0, messages.findLastIndex(({ act }) => act === "begin"));
}

/**
 * Whether nothing has been said in the present conversation.
 *
 * @param {Chat} chat
 */
export function isFresh({ history: { messages }, outbox }) {
  const last = messages.at(-1);
  return outbox.length === 0 && (!last || last.act === "begin");
}

/**
 * How many words of others nobody has looked at.
 *
 * @param {Chat} chat
 */
export function unread({ history: { messages }, readPos }) {
  return messages.filter(({ pos, author }) => pos > readPos && author !== "visitor" && author !== "system").length;
}

/**
 * How far one's own message got: stored; with somebody who answers; answered or looked at.
 *
 * @param {Chat} chat
 * @param {Message} message
 * @returns {"sent" | "delivered" | "seen"}
 */
export function stage({ history: { messages }, speaking, seenPos }, { pos }) {
  const answer = messages.findLast(({ author }) => author === "bot" || author === "staff")?.pos ?? 0;
  if (pos <= seenPos || pos < answer) {
    return "seen";
  }
  return speaking?.speaker === "waiting" ? "sent" : "delivered";
}

/**
 * The position at which staff ended the talk, while the visitor may say how it was.
 *
 * @param {Chat} chat
 * @returns {number | null}
 */
export function endedAt({ history: { messages }, notNow }) {
  const end = messages.findLast(({ act }) => act === "close" || act === "begin");
  return end?.act === "close" && end.pos > notNow ? end.pos : null;
}
