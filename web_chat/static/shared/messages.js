/**
 * One conversation's messages as a screen holds them, and up to which position they are complete.
 *
 * Positions rise but need not be dense: a note between colleagues takes one that a visitor never
 * sees. So a jump is only a suspicion, which one `since` question settles.
 *
 * @typedef {object} Choice
 * @property {string} value
 * @property {string} label
 *
 * @typedef {object} Message
 * @property {number} id
 * @property {number} pos
 * @property {"visitor" | "bot" | "staff" | "system" | "note"} author
 * @property {string} text
 * @property {string} at ISO 8601
 * @property {string | null} [name] who of the staff wrote it
 * @property {Choice[]} [choices]
 * @property {string | null} [status]
 * @property {string[]} [parts] at a desk: how far each part of a long text is
 * @property {string | null} [channel]
 * @property {string | null} [client_key]
 * @property {string | null} [act] of the system's lines: take, release, close, begin
 * @property {any[]} [attachments]
 *
 * @typedef {object} History
 * @property {Message[]} messages in order of position, none twice
 * @property {number} pos complete up to here
 * @property {boolean} isBehind something between may be missing: ask
 * @property {number | null} askedTo while a question is open, the highest position known as it went
 */

/** @type {History} */
export const EMPTY = { messages: [], pos: 0, isBehind: false, askedTo: null };

/**
 * Messages arrived by themselves: a copy changes nothing, a jump leaves us behind.
 *
 * @param {History} history
 * @param {Message[]} arrived
 * @returns {History}
 */
export function arrive(history, arrived) {
  return advance({ ...history, messages: merge(history.messages, arrived) });
}

/**
 * A question is on its way; what is known now will be settled by its answer.
 *
 * @param {History} history
 * @returns {History}
 */
export function asking(history) {
  return { ...history, askedTo: highest(history.messages) };
}

/**
 * The answer to `since` came: nothing is missing up to its end.
 *
 * @param {History} history
 * @param {Message[]} answered
 * @param {boolean} more whether another page waits
 * @returns {History}
 */
export function answered(history, answered, more) {
  const isMore = more && answered.length > 0;
  const messages = merge(history.messages, answered);
  const end = highest(answered);
  const settled = isMore ? end : Math.max(end, history.askedTo ?? 0);
  const pos = Math.max(history.pos, settled);
  const next = advance({ messages, pos, isBehind: false, askedTo: null });
  return { ...next, isBehind: isMore || next.isBehind };
}

/**
 * No answer came; the question has to be asked anew.
 *
 * @param {History} history
 * @returns {History}
 */
export function unanswered(history) {
  return { ...history, askedTo: null };
}

/**
 * How far one message got. Stages only move forward at the server, so the last word counts.
 *
 * @param {Message[]} messages
 * @param {number} id
 * @param {string} status
 * @returns {Message[]}
 */
export function staged(messages, id, status) {
  return messages.map((message) => (message.id === id ? { ...message, status } : message));
}

/**
 * Both lists in order of position; of two with one position the later told wins.
 *
 * @param {Message[]} known
 * @param {Message[]} arrived
 * @returns {Message[]}
 */
export function merge(known, arrived) {
  if (arrived.length === 0) {
    return known;
  }
  const byPos = new Map(known.map((message) => [message.pos, message]));
  for (const message of arrived) {
    byPos.set(message.pos, { ...byPos.get(message.pos), ...message });
  }
  return [...byPos.values()].sort((left, right) => left.pos - right.pos);
}

/** @param {Message[]} messages */
function highest(messages) {
  return messages.at(-1)?.pos ?? 0;
}

/**
 * @param {History} history
 * @returns {History}
 */
function advance(history) {
  let { pos } = history;
  for (const message of history.messages) {
    if (message.pos === pos + 1) {
      pos = message.pos;
    }
  }
  return { ...history, pos, isBehind: highest(history.messages) > pos };
}
