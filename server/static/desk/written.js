/**
 * What staff have written and the server has not yet accepted; it is never lost by itself. No DOM.
 *
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/state.js").Event} Event
 * @typedef {import("loket/shared/messages.js").Message} Message
 * @typedef {import("loket/shared/courier.js").Carried} Carried
 */
import { merge } from "loket/shared/messages.js";
import * as outbox from "loket/shared/outbox.js";

/**
 * What becomes of what was written.
 *
 * @param {Desk} desk
 * @param {Carried | Extract<Event, {type: "dropped" | "written" | "again"}>} event
 * @returns {Desk}
 */
export function carried(desk, event) {
  switch (event.type) {
    case "dropped":
      return { ...desk, outbox: outbox.settled(desk.outbox, event.key) };
    case "accepted":
      return accepted(desk, event);
    case "written":
      return { ...desk, outbox: [...desk.outbox, event.pending], notice: null };
    case "again":
      return { ...desk, outbox: outbox.again(desk.outbox, event.key, event.freshKey) };
    case "sending":
      return { ...desk, outbox: outbox.sending(desk.outbox, event.key) };
    case "unanswered":
      return { ...desk, outbox: outbox.unanswered(desk.outbox, event.key) };
    case "refused":
      return { ...desk, outbox: outbox.refused(desk.outbox, event.key, event.refusal, event.now) };
  }
}

/**
 * What was stored stands in the thread at once, before the event that tells everybody of it.
 *
 * @param {Desk} desk
 * @param {Extract<Carried, {type: "accepted"}>} event
 * @returns {Desk}
 */
function accepted(desk, { key, answer: { id, pos, channel } }) {
  const pending = desk.outbox.find((each) => each.key === key);
  const settled = { ...desk, outbox: outbox.settled(desk.outbox, key) };
  const isKnown = desk.messages.some((message) => message.pos === pos);
  if (!pending || isKnown || !pos || pending.payload.conversation !== desk.open) {
    return settled;
  }
  /** @type {Message} */
  const stored = {
    id,
    pos,
    author: pending.event === "note" ? "note" : "staff",
    text: String(pending.payload.text),
    at: new Date(pending.at).toISOString(),
    name: desk.me?.name,
    client_key: key,
    channel,
  };
  return { ...settled, messages: merge(desk.messages, [stored]) };
}
