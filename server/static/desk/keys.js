/** What a single key does on the desk. Keys with modifiers, and keys in a field, are not ours. */
import { isMine, openThread, threadsOf } from "loket/desk/state.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 *
 * @typedef {{act: "open", conversation: number}
 *   | {act: "take" | "giveBack" | "write" | "note" | "help" | "leave"}} Wish
 */

/**
 * @param {Desk} desk
 * @param {string} key as KeyboardEvent.key has it
 * @returns {Wish | null}
 */
export function wished(desk, key) {
  if (key === "Escape") {
    return { act: "leave" };
  }
  if (!desk.hasKeys) {
    return null;
  }
  const thread = openThread(desk);
  switch (key.toLowerCase()) {
    case "?":
      return { act: "help" };
    case "j":
      return stepped(desk, 1);
    case "k":
      return stepped(desk, -1);
    case "t":
      return thread && thread.speaker !== "staff" && desk.me?.role !== "auditor" ? { act: "take" } : null;
    case "g":
      return isMine(thread, desk.me) ? { act: "giveBack" } : null;
    case "r":
      return isMine(thread, desk.me) ? { act: "write" } : null;
    case "n":
      return thread ? { act: "note" } : null;
    default:
      return null;
  }
}

/**
 * @param {Desk} desk
 * @param {number} by
 * @returns {Wish | null}
 */
function stepped(desk, by) {
  const threads = threadsOf(desk, desk.tab);
  const at = threads.findIndex(({ conversation }) => conversation === desk.open);
  const next = threads[at < 0 ? 0 : at + by];
  return next ? { act: "open", conversation: next.conversation } : null;
}
