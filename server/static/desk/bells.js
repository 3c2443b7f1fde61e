/**
 * Which event is worth a sound or a notice, and for what it is one. No DOM.
 *
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/state.js").Told} Told
 * @typedef {import("loket/desk/switches.js").Kind} Kind
 */
import { isMine } from "loket/desk/threads.js";

/**
 * @param {Desk} before as the desk was when the event came
 * @param {Told} told
 * @returns {Kind | null}
 */
export function bellOf(before, told) {
  if (told.n <= before.n || before.me === null) {
    return null;
  }
  if (told.kind === "line") {
    return /** @type {any} */ (told).alarm ? "alarm" : null;
  }
  const { thread, messages = [] } = told;
  if (!thread) {
    return null;
  }
  const known = before.threads[thread.conversation];
  if (isMine(thread, before.me)) {
    const byMe = messages.some(({ act, name }) => act && name === before.me?.name);
    if (known && !isMine(known, before.me)) {
      return byMe ? null : "given";
    }
    return messages.some(({ author }) => author === "visitor") ? "mine" : null;
  }
  return thread.speaker === "waiting" && known?.speaker !== "waiting" ? "waiting" : null;
}
