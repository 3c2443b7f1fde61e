/**
 * Everything a desk knows, and how each event changes it. No DOM, no socket.
 *
 * @typedef {import("loket/shared/messages.js").Message} Message
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 * @typedef {import("loket/shared/courier.js").Carried} Carried
 *
 * @typedef {object} Thread
 * @property {number} conversation
 * @property {"web" | "sms"} channel
 * @property {string} address
 * @property {string | null} name
 * @property {string} language
 * @property {"bot" | "waiting" | "staff"} speaker
 * @property {{id: number, name: string} | null} owner
 * @property {string | null} waiting_since
 * @property {number} last_pos
 * @property {string} preview
 * @property {string} at
 * @property {boolean} attention
 *
 * @typedef {{id: number, name: string, role: string}} Me
 * @typedef {"mine" | "waiting" | "bot" | "all"} Tab
 *
 * @typedef {object} Desk
 * @property {boolean} isUp
 * @property {boolean} isLoggedOut
 * @property {Me | null} me
 * @property {number} n every event up to here is known
 * @property {number} heardTo the highest event heard of
 * @property {boolean} isBehind an event is missing: catch up
 * @property {Record<number, Thread>} threads
 * @property {Record<number, number>} seen the last position looked at, by conversation
 * @property {Tab} tab
 * @property {number | null} open
 * @property {Message[]} messages of the open thread
 * @property {boolean} more whether older ones exist
 * @property {Record<string, any> | null} person
 * @property {Pending[]} outbox
 * @property {string | null} notice a refusal to be told
 * @property {Record<string, import("loket/desk/alarms.js").Line>} alarms lines to look at
 * @property {import("loket/desk/aside.js").Set} aside what came in and is no text
 * @property {boolean} isHelping the list of keys is shown
 * @property {boolean} hasKeys single keys do something
 * @property {boolean} isWhoOpen the person is shown where there is no room beside
 * @property {boolean} isNote what is written is for colleagues
 *
 * @typedef {{n: number, kind: string, conversation: number | null, thread?: Thread,
 *   messages?: Message[], id?: number, status?: string, count?: number}} Told
 *
 * @typedef {Carried
 *   | {type: "down"}
 *   | {type: "loggedOut"}
 *   | {type: "caughtUp", events: Told[], threads: Thread[], n: number, me: Me,
 *       lines: import("loket/desk/alarms.js").Line[], aside?: number}
 *   | {type: "told", told: Told}
 *   | {type: "aside", aside: import("loket/desk/aside.js").Set}
 *   | {type: "tab", tab: Tab}
 *   | {type: "opening", conversation: number | null}
 *   | {type: "opened", thread: Thread, messages: Message[], person: Record<string, any>, more: boolean}
 *   | {type: "thread", thread: Thread}
 *   | {type: "notice", notice: string | null}
 *   | {type: "toggled", what: "isHelping" | "hasKeys" | "isWhoOpen" | "isNote", is?: boolean}
 *   | {type: "dropped", key: string}
 *   | {type: "written", pending: Pending}
 *   | {type: "again", key: string, freshKey: string}} Event
 */
import { alarmsOf, withLine } from "loket/desk/alarms.js";
import { NOTHING_ASIDE } from "loket/desk/aside.js";
import { merge, staged } from "loket/shared/messages.js";
import * as outbox from "loket/shared/outbox.js";

/** @type {Tab[]} */
export const TABS = ["mine", "waiting", "bot", "all"];

const NOTHING_OPEN = {
  messages: [],
  more: false,
  person: null,
  notice: null,
  isWhoOpen: false,
  isNote: false,
};

/**
 * A desk before the first word from the server.
 *
 * @param {Partial<Pick<Desk, "seen" | "hasKeys">>} [kept] from an earlier day
 * @returns {Desk}
 */
export function closed({ seen = {}, hasKeys = true } = {}) {
  return {
    isUp: false,
    isLoggedOut: false,
    me: null,
    n: 0,
    heardTo: 0,
    isBehind: true,
    threads: {},
    seen,
    tab: "all",
    open: null,
    ...NOTHING_OPEN,
    outbox: [],
    alarms: {},
    aside: NOTHING_ASIDE,
    isHelping: false,
    hasKeys,
  };
}

/**
 * @param {Desk} desk
 * @param {Event} event
 * @returns {Desk}
 */
export function reduce(desk, event) {
  switch (event.type) {
    case "down":
      return { ...desk, isUp: false, isBehind: true };
    case "loggedOut":
      return { ...desk, isUp: false, isLoggedOut: true };
    case "caughtUp":
      return caughtUp(desk, event);
    case "told":
      return heard(desk, event.told);
    case "aside":
      return { ...desk, aside: event.aside };
    case "tab":
      return { ...desk, tab: event.tab };
    case "opening":
      return desk.open === event.conversation
        ? desk
        : { ...desk, open: event.conversation, ...NOTHING_OPEN };
    case "opened":
      return opened(desk, event);
    case "thread":
      return withThread(desk, event.thread);
    case "notice":
      return { ...desk, notice: event.notice };
    case "toggled":
      return { ...desk, [event.what]: event.is ?? !desk[event.what] };
    case "dropped":
      return { ...desk, outbox: outbox.settled(desk.outbox, event.key) };
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
    case "accepted":
      return { ...desk, outbox: outbox.settled(desk.outbox, event.key) };
  }
}

/**
 * The threads of a tab: who waits longest first, else what moved last.
 *
 * @param {Desk} desk
 * @param {Tab} tab
 * @returns {Thread[]}
 */
export function threadsOf(desk, tab) {
  const all = Object.values(desk.threads).filter((thread) => belongs(thread, tab, desk.me));
  return tab === "waiting"
    ? all.sort((one, other) => (one.waiting_since ?? one.at).localeCompare(other.waiting_since ?? other.at))
    : all.sort((one, other) => other.at.localeCompare(one.at) || other.conversation - one.conversation);
}

/**
 * @param {Desk} desk
 * @returns {Thread | null}
 */
export function openThread(desk) {
  return desk.open === null ? null : (desk.threads[desk.open] ?? null);
}

/**
 * Whether something was said that I have not seen, in a thread that people care for.
 *
 * @param {Desk} desk
 * @param {Thread} thread
 */
export function isUnread({ open, seen, me }, thread) {
  const isCared = thread.speaker === "waiting" || isMine(thread, me) || thread.attention;
  return isCared && open !== thread.conversation && thread.last_pos > (seen[thread.conversation] ?? 0);
}

/**
 * Whether I am the one who speaks in a thread.
 *
 * @param {Thread | null} thread
 * @param {Me | null} me
 */
export function isMine(thread, me) {
  return thread?.speaker === "staff" && me !== null && thread.owner?.id === me.id;
}

/**
 * @param {Thread} thread
 * @param {Tab} tab
 * @param {Me | null} me
 */
function belongs(thread, tab, me) {
  switch (tab) {
    case "mine":
      return isMine(thread, me);
    case "waiting":
      return thread.speaker === "waiting" || (thread.attention && thread.speaker !== "staff");
    case "bot":
      return thread.speaker === "bot";
    case "all":
      return true;
  }
}

/**
 * @param {Desk} desk
 * @param {Extract<Event, {type: "caughtUp"}>} answer
 * @returns {Desk}
 */
function caughtUp(desk, { events, threads, n, me, lines, aside }) {
  const known = Object.fromEntries(threads.map((thread) => [thread.conversation, thread]));
  const next = { ...desk, isUp: true, isLoggedOut: false, me, threads: { ...desk.threads, ...known } };
  const told = events.reduce(
    (/** @type {Desk} */ state, event) => ({ ...shown(state, event), threads: state.threads }),
    next,
  );
  // What was heard while the answer was on its way may be newer than the threads it brought.
  const counted = { ...told.aside, count: aside ?? told.aside.count };
  return { ...told, n, aside: counted, alarms: alarmsOf(lines), heardTo: Math.max(n, desk.heardTo), isBehind: desk.heardTo > n };
}

/**
 * A page of a thread. When more than a page was missed there would be a hole: then the page is all
 * that is shown, and the older ones can be asked for.
 *
 * @param {Desk} desk
 * @param {Extract<Event, {type: "opened"}>} page
 * @returns {Desk}
 */
function opened(desk, { thread, messages, person, more }) {
  const last = desk.messages.at(-1)?.pos ?? Infinity;
  const isHole = (messages[0]?.pos ?? 0) > last + 1;
  const known = isHole ? [] : desk.messages;
  const isOlder = (messages[0]?.pos ?? 0) <= (known[0]?.pos ?? Infinity);
  return looked({
    ...withThread(desk, thread),
    messages: merge(known, messages),
    outbox: outbox.withoutStored(desk.outbox, messages),
    more: isOlder ? more : desk.more,
    person,
  });
}

/**
 * @param {Desk} desk
 * @param {Told} told
 * @returns {Desk}
 */
function heard(desk, told) {
  if (told.n <= desk.n) {
    return desk;
  }
  const next = { ...shown(desk, told), heardTo: Math.max(desk.heardTo, told.n) };
  return told.n === desk.n + 1 ? { ...next, n: told.n } : { ...next, isBehind: true };
}

/**
 * @param {Desk} desk
 * @param {Told} told
 * @returns {Desk}
 */
function shown(desk, told) {
  let next = told.thread ? withThread(desk, told.thread) : desk;
  next = { ...next, outbox: outbox.withoutStored(next.outbox, told.messages ?? []) };
  if (told.kind === "line") {
    next = { ...next, alarms: withLine(next.alarms, /** @type {any} */ (told)) };
  }
  if (told.kind === "aside" && told.count !== undefined) {
    next = { ...next, aside: { ...next.aside, count: told.count } };
  }
  if (told.conversation !== null && told.conversation === desk.open) {
    if (told.messages) {
      next = looked({ ...next, messages: merge(next.messages, told.messages) });
    }
    if (told.kind === "status" && told.id !== undefined && told.status !== undefined) {
      next = { ...next, messages: staged(next.messages, told.id, told.status) };
    }
  }
  return next;
}

/**
 * @param {Desk} desk
 * @param {Thread} thread
 * @returns {Desk}
 */
function withThread(desk, thread) {
  return { ...desk, threads: { ...desk.threads, [thread.conversation]: thread } };
}

/**
 * @param {Desk} desk
 * @returns {Desk}
 */
function looked(desk) {
  const last = desk.messages.at(-1)?.pos ?? 0;
  return desk.open === null ? desk : { ...desk, seen: { ...desk.seen, [desk.open]: last } };
}
