/** How people, doors and what became of messages are called on the desk. */
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/shared/messages.js").Message} Message
 */

/** @param {Pick<Thread, "name" | "channel" | "address">} thread */
export function called(thread) {
  return thread.name ?? (thread.channel === "sms" ? thread.address : t("Visitor {id}", { id: thread.address }));
}

/** @param {string} channel */
export const doorName = (channel) => (channel === "sms" ? "SMS" : t("Web"));

/** Who speaks in a thread. @param {Thread} thread */
export function speakerName(thread) {
  if (thread.closed_at) {
    return t("closed");
  }
  if (thread.speaker === "staff") {
    return thread.owner?.name ?? "";
  }
  return thread.speaker === "waiting" ? t("waits") : t("bot");
}

/** @param {Message} message */
export function authorName(message) {
  const name = message.name ?? "";
  switch (message.author) {
    case "visitor":
      return t("Visitor");
    case "bot":
      return t("Bot");
    case "note":
      return name ? t("Note by {name}", { name }) : t("Note");
    default:
      return name || t("Office");
  }
}

/** How far a message got. @param {string | null | undefined} status */
export const stageName = (status) => STAGES[status ?? ""]?.() ?? "";

/** @type {Record<string, () => string>} */
const STAGES = {
  queued: () => t("waiting to be sent"),
  submitting: () => t("being sent"),
  sent: () => t("sent"),
  delivered: () => t("delivered"),
  failed: () => t("failed"),
  expired: () => t("not sent in time"),
  withdrawn: () => t("read on the page"),
  unknown: () => t("it is not known whether this was sent"),
};

/**
 * How far the parts of a long text are, where they are not all as far.
 *
 * @param {string[]} parts
 */
export function partsWords(parts) {
  const stages = [...new Set(parts)];
  if (stages.length < 2) {
    return parts.length > 1 ? t("{n} parts", { n: parts.length }) : "";
  }
  const many = stages.map((stage) => `${parts.filter((each) => each === stage).length} ${stageName(stage)}`);
  return t("of {n} parts: {stages}", { n: parts.length, stages: many.join(", ") });
}

/**
 * Whether the person may have a message already that is to leave once more.
 *
 * @param {Pick<Message, "status" | "parts">} message
 */
export const mayBeThere = ({ status, parts = [] }) => [status, ...parts].includes("unknown");

/** Whether staff may let a message leave once more. @param {string | null | undefined} status */
export const maySendAgain = (status) => ["unknown", "failed", "expired"].includes(status ?? "");

/** @param {string | undefined} presence */
export function presenceName(presence) {
  switch (presence) {
    case "away":
      return t("Away");
    case "invisible":
      return t("Invisible");
    case "offline":
      return t("Not at the desk");
    default:
      return t("Online");
  }
}

/** @param {number} priority */
export function priorityName(priority) {
  return [t("No priority"), t("Low"), t("High"), t("Urgent")][priority] ?? "";
}

/** What a sound or a notice tells of. @param {import("loket/desk/switches.js").Kind} kind */
export function kindName(kind) {
  switch (kind) {
    case "waiting":
      return t("Somebody begins to wait");
    case "mine":
      return t("One of mine writes");
    case "given":
      return t("I am given a conversation");
    case "mention":
      return t("A note calls me");
    default:
      return t("A line needs somebody");
  }
}
