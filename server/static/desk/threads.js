/**
 * Threads as the desk lists them: in which tab each stands, in what order, and what is unread.
 * No DOM. The rules are those of models/conversations/threads.py, so that an event moves a row
 * exactly where a fresh page would show it.
 *
 * @typedef {{id: number, name: string}} Named
 *
 * @typedef {object} Thread
 * @property {number} conversation
 * @property {"web" | "sms"} channel
 * @property {string} address
 * @property {string[]} [doors] by which the contact can be reached
 * @property {string | null} [away] the telephone that belongs to a page
 * @property {string | null} [at_page] when the page was last open
 * @property {string | null} name
 * @property {string} language
 * @property {"bot" | "waiting" | "staff"} speaker
 * @property {Named | null} owner
 * @property {Named | null} [department]
 * @property {string | null} waiting_since
 * @property {number | null} [place] in the waiting line
 * @property {string | null} [answer_due]
 * @property {number} last_pos
 * @property {number} [read_pos] mine
 * @property {string} preview
 * @property {string} at
 * @property {boolean} attention
 * @property {string[]} [labels]
 * @property {number} [priority]
 * @property {string | null} [snoozed_until]
 * @property {string | null} [closed_at]
 * @property {number | null} [rating]
 *
 * @typedef {{id: number, name: string, role: string, presence?: string, limit?: number | null,
 *   shown_as?: string}} Me
 * @typedef {"mine" | "waiting" | "bot" | "all" | "closed"} Tab
 * @typedef {import("loket/desk/address.js").View} View
 */

/** @type {Tab[]} */
export const TABS = ["mine", "waiting", "bot", "all", "closed"];

/** @param {Thread} thread */
export function standing(thread) {
  if (thread.closed_at) {
    return "closed";
  }
  return thread.snoozed_until ? "asleep" : thread.speaker;
}

/**
 * @param {Thread} thread
 * @param {Tab} tab
 * @param {Me | null} me
 */
export function belongs(thread, tab, me) {
  const stands = standing(thread);
  switch (tab) {
    case "mine":
      return stands === "staff" && isMine(thread, me);
    case "all":
      return stands !== "closed";
    default:
      return stands === tab;
  }
}

/**
 * Whether a thread passes the filters of what is shown.
 *
 * @param {Thread} thread
 * @param {View} view
 */
export function passes(thread, { label, channel, department, owner }) {
  return (
    (label === null || (thread.labels ?? []).some((own) => folded(own) === folded(label))) &&
    (channel === null || thread.channel === channel) &&
    (department === null || thread.department?.id === department) &&
    (owner === null || thread.owner?.id === owner)
  );
}

/**
 * How a tab sorts: who waits by priority, then the longest first; the rest by who moved last.
 *
 * @param {Tab} tab
 * @returns {(one: Thread, other: Thread) => number}
 */
export function orderOf(tab) {
  return tab === "waiting"
    ? (one, other) =>
        (other.priority ?? 0) - (one.priority ?? 0) ||
        compared(one.waiting_since ?? "", other.waiting_since ?? "") ||
        one.conversation - other.conversation
    : (one, other) => compared(other.at, one.at) || other.conversation - one.conversation;
}

/**
 * Whether I am the one who speaks in a thread.
 *
 * @param {Thread | null} thread
 * @param {Me | null} me
 */
export function isMine(thread, me) {
  return thread?.speaker === "staff" && me !== null && thread.owner?.id === me.id && !thread.closed_at;
}

/**
 * Whether something was said that I have not read, in a thread that people care for.
 *
 * @param {Thread} thread
 * @param {Me | null} me
 */
export function isUnread(thread, me) {
  const isCared = thread.speaker === "waiting" || isMine(thread, me) || thread.attention;
  return isCared && !thread.closed_at && thread.last_pos > (thread.read_pos ?? 0);
}

/**
 * Whether the first answer is late.
 *
 * @param {Thread} thread
 * @param {number} now milliseconds
 */
export function isOverdue(thread, now) {
  return !!thread.answer_due && thread.speaker !== "bot" && !thread.closed_at && Date.parse(thread.answer_due) < now;
}

/**
 * What an event tells of a thread over what is known of it: the reading mark is mine and is not told.
 *
 * @param {Thread | undefined} known
 * @param {Thread} told
 * @returns {Thread}
 */
export function updated(known, told) {
  const read = Math.max(known?.read_pos ?? 0, told.read_pos ?? 0);
  return { ...told, read_pos: read };
}

/**
 * By how much the counts of the tabs change when a thread moves.
 *
 * @param {Record<Tab, number>} counts
 * @param {Thread} before
 * @param {Thread} after
 * @param {Me | null} me
 */
export function recounted(counts, before, after, me) {
  const next = { ...counts };
  for (const tab of TABS) {
    next[tab] = Math.max(0, next[tab] + Number(belongs(after, tab, me)) - Number(belongs(before, tab, me)));
  }
  return next;
}

/** Labels are equal whatever their letters' size. */
const folded = (/** @type {string} */ label) => label.normalize("NFKC").trim().toLowerCase();

/**
 * @param {string} one
 * @param {string} other
 */
function compared(one, other) {
  return one < other ? -1 : Number(one > other);
}
