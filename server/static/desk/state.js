/**
 * Everything a desk knows, and how each event changes it. No DOM, no socket.
 *
 * @typedef {import("loket/shared/messages.js").Message} Message
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 * @typedef {import("loket/shared/courier.js").Carried} Carried
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/threads.js").Me} Me
 * @typedef {import("loket/desk/threads.js").Named} Named
 * @typedef {import("loket/desk/threads.js").Tab} Tab
 * @typedef {import("loket/desk/address.js").View} View
 * @typedef {import("loket/desk/panel.js").Panel} Panel
 *
 * @typedef {object} Colleague
 * @property {number} id
 * @property {string} name
 * @property {string} [login] by which a note calls
 * @property {string} [role]
 * @property {string} [presence]
 * @property {number} [load]
 * @property {number | null} [limit]
 * @property {number[]} [departments]
 *
 * @typedef {object} Settings
 * @property {number} [sms_cost_rupiah]
 * @property {number} [segments_most]
 * @property {boolean} [visitor_preview]
 * @property {Record<string, string>} [office] what it is called, by language
 *
 * @typedef {"keys" | "palette" | "transfer" | "snooze" | "labels" | "load"
 *   | "switches" | "mentions" | "canned" | "openCase" | "openOrder" | "audit"} Top what may lie over the desk
 *
 * @typedef {object} Desk
 * @property {boolean} isUp
 * @property {boolean} isLoggedOut
 * @property {Me | null} me
 * @property {number} n every event up to here is known
 * @property {number} heardTo the highest event heard of
 * @property {boolean} isBehind an event is missing: catch up
 * @property {Record<number, Thread>} threads
 * @property {View} view
 * @property {import("loket/desk/list.js").List} list
 * @property {Record<Tab, number>} counts
 * @property {boolean} isCountStale a thread moved of which nobody knows where it stood
 * @property {import("loket/desk/found.js").Found} found
 * @property {Colleague[] | null} staff null where the office does not tell
 * @property {Named[]} departments
 * @property {string[]} labels
 * @property {Settings} settings
 * @property {number | null} open
 * @property {number | null} taking the thread that I have asked for; what I write there is a reply
 * @property {Message[]} messages of the open thread
 * @property {boolean} more whether older ones exist
 * @property {boolean} isMissing the thread that was asked for is not there
 * @property {number | null} lookedFor the position that a search leads to
 * @property {Record<string, any> | null} person
 * @property {Panel | null} panel
 * @property {import("loket/desk/canned.js").Canned[] | null} canned null until told
 * @property {import("loket/desk/watchers.js").Watching} watching
 * @property {import("loket/desk/watchers.js").Typing | null} typing
 * @property {number} mentions notes that call me and that I have not read
 * @property {Record<string, any> | null} load the supervisor's view
 * @property {Pending[]} outbox
 * @property {string | null} notice a refusal to be told
 * @property {Record<string, import("loket/desk/alarms.js").Line>} alarms lines to look at
 * @property {import("loket/desk/aside.js").Set} aside what came in and is no text
 * @property {Top | null} top
 * @property {import("loket/desk/switches.js").Switches} switches
 * @property {boolean} isWhoOpen the person is shown where there is no room beside
 * @property {boolean} isNote what is written is for colleagues
 *
 * @typedef {{n: number, kind: string, conversation: number | null, thread?: Thread,
 *   messages?: Message[], id?: number, status?: string, parts?: string[], count?: number}} Told
 *
 * @typedef {Carried
 *   | {type: "down"}
 *   | {type: "loggedOut"}
 *   | {type: "caughtUp", events: Told[], threads: Thread[], n: number, me: Me, lines: any[],
 *       aside?: number, counts?: Record<Tab, number>, staff?: Colleague[], departments?: Named[],
 *       labels?: string[], settings?: Settings, mentions?: number,
 *       watching?: {conversation: number, staff: import("loket/desk/watchers.js").Watcher[]}[]}
 *   | {type: "told", told: Told}
 *   | {type: "aside", aside: import("loket/desk/aside.js").Set}
 *   | {type: "went", view: View, open: number | null}
 *   | {type: "listed", view: View, threads: Thread[], next: string | null, counts?: Record<Tab, number>}
 *   | {type: "counted", counts: Record<Tab, number>, threads: Thread[]}
 *   | {type: "searching", q: string, isMore: boolean}
 *   | {type: "found", q: string, hits: import("loket/desk/found.js").Hit[], next: string | null}
 *   | {type: "notFound"}
 *   | {type: "opened", thread: Thread, messages: Message[], person: Record<string, any>, more: boolean}
 *   | {type: "missing"}
 *   | {type: "lookedFor", pos: number | null}
 *   | {type: "panel", conversation: number, panel: Panel | null}
 *   | {type: "canned", canned: import("loket/desk/canned.js").Canned[]}
 *   | {type: "taking", conversation: number | null}
 *   | {type: "thread", thread: Thread}
 *   | {type: "read", conversation: number, pos: number}
 *   | {type: "watching", conversation: number, staff: import("loket/desk/watchers.js").Watcher[]}
 *   | {type: "staff", staff: Colleague[]}
 *   | {type: "presence", presence: string, shownAs?: string}
 *   | {type: "typing", typing: import("loket/desk/watchers.js").Typing | null}
 *   | {type: "load", load: Record<string, any> | null}
 *   | {type: "mentions", count: number}
 *   | {type: "notice", notice: string | null}
 *   | {type: "top", top: Top | null}
 *   | {type: "switched", switches: import("loket/desk/switches.js").Switches}
 *   | {type: "toggled", what: "isWhoOpen" | "isNote", is?: boolean}
 *   | {type: "dropped", key: string}
 *   | {type: "written", pending: Pending}
 *   | {type: "again", key: string, freshKey: string}} Event
 */
import { EVERYTHING } from "loket/desk/address.js";
import { NOTHING_ASIDE } from "loket/desk/aside.js";
import * as found from "loket/desk/found.js";
import { caughtUp, heard, opened, withThread, withThreads } from "loket/desk/hearing.js";
import { listAfter, UNASKED } from "loket/desk/list.js";
import { SWITCHES } from "loket/desk/switches.js";
import { isMine } from "loket/desk/threads.js";
import { withWatchers } from "loket/desk/watchers.js";
import { carried } from "loket/desk/written.js";

const NOTHING_OPEN = {
  messages: [],
  more: false,
  isMissing: false,
  lookedFor: null,
  person: null,
  panel: null,
  typing: null,
  notice: null,
  isWhoOpen: false,
  isNote: false,
};

/**
 * A desk before the first word from the server.
 *
 * @param {Partial<Pick<Desk, "switches" | "outbox" | "view" | "open">>} [kept] from an earlier day
 * @returns {Desk}
 */
export function closed({ switches = SWITCHES, outbox: pending = [], view = EVERYTHING, open = null } = {}) {
  return {
    isUp: false,
    isLoggedOut: false,
    me: null,
    n: 0,
    heardTo: 0,
    isBehind: true,
    threads: {},
    view,
    list: UNASKED,
    counts: { mine: 0, waiting: 0, bot: 0, all: 0, closed: 0 },
    isCountStale: false,
    found: found.NOTHING_FOUND,
    staff: null,
    departments: [],
    labels: [],
    settings: {},
    open,
    taking: null,
    ...NOTHING_OPEN,
    canned: null,
    watching: {},
    mentions: 0,
    load: null,
    outbox: pending,
    alarms: {},
    aside: NOTHING_ASIDE,
    top: null,
    switches,
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
      return { ...desk, isUp: false, isBehind: true, watching: {}, typing: null };
    case "loggedOut":
      return { ...desk, isUp: false, isLoggedOut: true };
    case "caughtUp":
      return caughtUp(desk, event);
    case "told":
      return heard(desk, event.told);
    case "aside":
      return { ...desk, aside: event.aside };
    case "went":
      return went(desk, event);
    case "listed":
      return listed(desk, event);
    case "counted":
      return { ...withThreads(desk, event.threads), counts: event.counts, isCountStale: false };
    case "searching":
      return { ...desk, found: event.isMore ? { ...desk.found, isAsking: true } : found.asked(event.q) };
    case "found":
      return foundMore(desk, event);
    case "notFound":
      return { ...desk, found: { ...desk.found, isAsking: false, isRefused: true } };
    case "opened":
      return opened(desk, event);
    case "missing":
      return { ...desk, isMissing: true };
    case "lookedFor":
      return { ...desk, lookedFor: event.pos };
    case "panel":
      return desk.open === event.conversation ? { ...desk, panel: event.panel } : desk;
    case "canned":
      return { ...desk, canned: event.canned };
    case "taking":
      return { ...desk, taking: event.conversation };
    case "thread":
      return withThread(desk, event.thread);
    case "read":
      return read(desk, event);
    case "watching":
      return { ...desk, watching: withWatchers(desk.watching, event.conversation, event.staff) };
    case "staff":
      return { ...desk, staff: event.staff };
    case "presence":
      return present(desk, event);
    case "typing":
      return { ...desk, typing: event.typing };
    case "mentions":
      return { ...desk, mentions: event.count };
    case "load":
      return { ...desk, load: event.load };
    case "notice":
      return desk.notice === event.notice ? desk : { ...desk, notice: event.notice };
    case "top":
      return { ...desk, top: event.top, notice: null };
    case "switched":
      return { ...desk, switches: event.switches };
    case "toggled":
      return { ...desk, [event.what]: event.is ?? !desk[event.what] };
    default:
      return carried(desk, event);
  }
}

/**
 * @param {Desk} desk
 * @returns {Thread | null}
 */
export function openThread(desk) {
  return desk.open === null ? null : (desk.threads[desk.open] ?? null);
}

/**
 * Whether what is written in a thread is a reply: it is mine, or will be in a moment.
 *
 * @param {Desk} desk
 * @param {Thread | null} thread
 */
export function mayReply({ me, taking }, thread) {
  return isMine(thread, me) || (thread !== null && taking === thread.conversation);
}

/** Whether the one who sits here may act and not only look. @param {Desk} desk */
export function mayAct({ me }) {
  return me !== null && me.role !== "auditor";
}

/** Whether the one who sits here may look at a whole identity number. @param {Desk} desk */
export function mayUnseal({ me }) {
  return me?.role === "agent" || me?.role === "supervisor";
}

/**
 * @param {Desk} desk
 * @param {Extract<Event, {type: "went"}>} to
 * @returns {Desk}
 */
function went(desk, { view, open }) {
  const isSameView = JSON.stringify(view) === JSON.stringify(desk.view);
  const list = isSameView ? desk.list : UNASKED;
  const left = open === desk.open ? {} : { open, ...NOTHING_OPEN };
  return { ...desk, ...left, view: isSameView ? desk.view : view, list };
}

/**
 * @param {Desk} desk
 * @param {Extract<Event, {type: "listed"}>} page
 * @returns {Desk}
 */
function listed(desk, { view, threads, next, counts }) {
  const known = withThreads(desk, threads);
  const counted = counts ? { ...known, counts, isCountStale: false } : known;
  return view === desk.view ? { ...counted, list: listAfter(threads, next) } : counted;
}

/**
 * @param {Desk} desk
 * @param {Extract<Event, {type: "found"}>} page
 * @returns {Desk}
 */
function foundMore(desk, page) {
  const known = withThreads(desk, page.hits.map(({ thread }) => thread));
  return { ...known, found: found.withPage(desk.found, page) };
}

/**
 * @param {Desk} desk
 * @param {{presence: string, shownAs?: string}} told
 * @returns {Desk}
 */
function present(desk, { presence, shownAs }) {
  return desk.me ? { ...desk, me: { ...desk.me, presence, shown_as: shownAs ?? desk.me.shown_as } } : desk;
}

/**
 * @param {Desk} desk
 * @param {{conversation: number, pos: number}} mark
 * @returns {Desk}
 */
function read(desk, { conversation, pos }) {
  const thread = desk.threads[conversation];
  return thread && pos > (thread.read_pos ?? 0)
    ? { ...desk, threads: { ...desk.threads, [conversation]: { ...thread, read_pos: pos } } }
    : desk;
}
