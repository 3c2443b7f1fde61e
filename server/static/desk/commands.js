/**
 * The commands of the desk: what can be done just now, each under a name, with the key that does it;
 * keys, buttons and palette read the same list. No DOM.
 *
 * @typedef {import("loket/desk/state.js").Desk} Desk
 *
 * @typedef {"take" | "giveBack" | "write" | "note" | "close" | "reopen" | "transfer" | "snooze"
 *   | "wake" | "labels" | "person" | "search" | "keys" | "palette" | "switches" | "load" | "next"
 *   | "previous" | "leave" | "aside" | "mentions"
 *   | "audit" | "openCase" | "openOrder" | "canned"} Command
 */
import { mayAct, mayReply, openThread } from "loket/desk/state.js";
import { isMine } from "loket/desk/threads.js";

/** @type {Record<string, Command>} */
const KEYS = {
  j: "next",
  k: "previous",
  r: "write",
  n: "note",
  e: "close",
  t: "take",
  a: "transfer",
  g: "giveBack",
  s: "snooze",
  l: "labels",
  p: "person",
  "/": "search",
  "?": "keys",
};

/** @param {Command} command */
export const keyOf = (command) => Object.keys(KEYS).find((key) => KEYS[key] === command)?.toUpperCase() ?? null;

/**
 * What a single key does. Keys in a field are not ours, nor are those with modifiers, but for Ctrl+K;
 * where `isAside`, in the side panel or with a list on top, letters are nobody's.
 *
 * @param {Desk} desk
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean}} press
 * @param {boolean} isInField
 * @param {boolean} [isAside]
 * @returns {Command | null}
 */
export function commandOf(desk, { key, ctrlKey, metaKey, altKey }, isInField, isAside = false) {
  if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") {
    return "palette";
  }
  if (isInField || ctrlKey || metaKey || altKey) {
    return null;
  }
  if (key === "Escape") {
    return "leave";
  }
  if (isAside || desk.aside.shown) {
    return null;
  }
  const command = desk.switches.keys ? KEYS[key.toLowerCase()] : undefined;
  if (command === "transfer" && isPossible(desk, "take") && !isPossible(desk, "transfer")) {
    return "take";
  }
  return command && isPossible(desk, command) ? command : null;
}

/**
 * @param {Desk} desk
 * @param {Command} command
 * @returns {boolean}
 */
export function isPossible(desk, command) {
  const thread = openThread(desk);
  const acts = mayAct(desk);
  const mine = isMine(thread, desk.me);
  switch (command) {
    case "take":
      return acts && thread !== null && thread.speaker !== "staff" && !thread.closed_at;
    case "giveBack":
    case "close":
      return acts && mine;
    case "write":
      return acts && mayReply(desk, thread);
    case "snooze":
      return acts && mine && !thread?.snoozed_until;
    case "wake":
      return acts && mine && !!thread?.snoozed_until;
    case "reopen":
      return acts && !!thread?.closed_at;
    case "transfer":
      return acts && thread !== null && !thread.closed_at && desk.staff !== null && (mine || isLead(desk));
    case "note":
    case "labels":
    case "openCase":
    case "openOrder":
      return acts && thread !== null;
    case "person":
      return thread !== null;
    case "load":
      return isLead(desk) && desk.staff !== null;
    case "audit":
      return desk.me !== null && desk.me.role !== "agent" && desk.staff !== null;
    case "canned":
      return acts && desk.canned !== null;
    case "aside":
      return desk.aside.count > 0;
    default:
      return true;
  }
}

/** Whether the one who sits here leads the desk. @param {Desk} desk */
export function isLead({ me }) {
  return me?.role === "supervisor" || me?.role === "admin";
}
