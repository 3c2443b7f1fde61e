/**
 * How the desk hears: numbered events in order, pages of threads and messages, and what was missed.
 * No DOM.
 *
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/state.js").Event} Event
 * @typedef {import("loket/desk/state.js").Told} Told
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 */
import { alarmsOf, withLine } from "loket/desk/alarms.js";
import { recounted, updated } from "loket/desk/threads.js";
import { merge, staged } from "loket/shared/messages.js";
import * as outbox from "loket/shared/outbox.js";

/**
 * @param {Desk} desk
 * @param {Extract<Event, {type: "caughtUp"}>} answer
 * @returns {Desk}
 */
export function caughtUp(desk, { events, threads, n, lines, aside, counts, watching, ...office }) {
  // Events tell threads as they were read for this answer; what the answer itself lists is as new.
  const told = events.reduce(shown, { ...desk, isUp: true, isLoggedOut: false });
  const known = withThreads(told, threads);
  return {
    ...known,
    me: office.me,
    staff: office.staff ?? desk.staff,
    departments: office.departments ?? desk.departments,
    labels: office.labels ?? desk.labels,
    settings: office.settings ?? desk.settings,
    mentions: office.mentions ?? desk.mentions,
    watching: Object.fromEntries((watching ?? []).map(({ conversation, staff }) => [conversation, staff])),
    counts: counts ?? known.counts,
    isCountStale: counts === undefined,
    n,
    aside: { ...known.aside, count: aside ?? known.aside.count },
    alarms: alarmsOf(lines),
    // What was heard while the answer was on its way may be newer than the threads it brought.
    heardTo: Math.max(n, desk.heardTo),
    isBehind: desk.heardTo > n,
  };
}

/**
 * A page of a thread. When more than a page was missed there would be a hole: then the page is all
 * that is shown, and the older ones can be asked for.
 *
 * @param {Desk} desk
 * @param {Extract<Event, {type: "opened"}>} page
 * @returns {Desk}
 */
export function opened(desk, { thread, messages, person, more }) {
  if (thread.conversation !== desk.open) {
    return withThread(desk, thread);
  }
  const last = desk.messages.at(-1)?.pos ?? Infinity;
  const isHole = (messages[0]?.pos ?? 0) > last + 1;
  const known = isHole ? [] : desk.messages;
  const isOlder = (messages[0]?.pos ?? 0) <= (known[0]?.pos ?? Infinity);
  return {
    ...withThread(desk, thread),
    messages: merge(known, messages),
    outbox: outbox.withoutStored(desk.outbox, messages),
    more: isOlder ? more : desk.more,
    isMissing: false,
    person,
  };
}

/**
 * @param {Desk} desk
 * @param {Told} told
 * @returns {Desk}
 */
export function heard(desk, told) {
  if (told.n <= desk.n) {
    return desk;
  }
  const next = { ...shown(desk, told), heardTo: Math.max(desk.heardTo, told.n) };
  return told.n === desk.n + 1 ? { ...next, n: told.n } : { ...next, isBehind: true };
}

/**
 * @param {Desk} desk
 * @param {Thread} thread
 * @returns {Desk}
 */
export function withThread(desk, thread) {
  const before = desk.threads[thread.conversation];
  const after = updated(before, thread);
  const threads = { ...desk.threads, [thread.conversation]: after };
  if (!before) {
    return { ...desk, threads, isCountStale: true };
  }
  // Whoever joins or leaves the line moves the places of those behind.
  const isLineMoved = (before.speaker === "waiting") !== (after.speaker === "waiting");
  const counts = recounted(desk.counts, before, after, desk.me);
  return { ...desk, threads, counts, isCountStale: desk.isCountStale || isLineMoved };
}

/**
 * A thread that was handed to a department whose threads are not seen from here.
 *
 * @param {Desk} desk
 * @param {number} conversation
 * @returns {Desk}
 */
function withoutThread(desk, conversation) {
  if (!desk.threads[conversation] && desk.open !== conversation) {
    return desk;
  }
  const { [conversation]: _, ...threads } = desk.threads;
  const isMissing = desk.isMissing || desk.open === conversation;
  return { ...desk, threads, isMissing, isCountStale: true };
}

/**
 * A page of threads, which says nothing about how many there are.
 *
 * @param {Desk} desk
 * @param {Thread[]} page
 * @returns {Desk}
 */
export function withThreads(desk, page) {
  const threads = { ...desk.threads };
  for (const thread of page) {
    const known = threads[thread.conversation];
    // An event may have overtaken the page.
    if (!known || known.last_pos <= thread.last_pos) {
      threads[thread.conversation] = updated(known, thread);
    }
  }
  return { ...desk, threads };
}

/**
 * @param {Desk} desk
 * @param {Told} told
 * @returns {Desk}
 */
function shown(desk, told) {
  if (told.kind === "hidden" && told.conversation !== null) {
    return withoutThread(desk, told.conversation);
  }
  let next = told.thread ? withThread(desk, told.thread) : desk;
  if (told.messages?.length) {
    next = { ...next, outbox: outbox.withoutStored(next.outbox, told.messages) };
  }
  if (told.kind === "line") {
    next = { ...next, alarms: withLine(next.alarms, /** @type {any} */ (told)) };
  }
  if (told.kind === "aside" && told.count !== undefined) {
    next = { ...next, aside: { ...next.aside, count: told.count } };
  }
  return told.conversation !== null && told.conversation === desk.open ? inOpen(next, told) : next;
}

/**
 * @param {Desk} desk
 * @param {Told} told
 * @returns {Desk}
 */
function inOpen(desk, told) {
  if (told.kind === "status" && told.id !== undefined && told.status !== undefined) {
    const { id, parts } = told;
    const messages = staged(desk.messages, id, told.status);
    return { ...desk, messages: parts ? messages.map((each) => (each.id === id ? { ...each, parts } : each)) : messages };
  }
  if (!told.messages?.length) {
    return desk;
  }
  const isFromVisitor = told.messages.some(({ author }) => author === "visitor");
  return {
    ...desk,
    messages: merge(desk.messages, told.messages),
    typing: isFromVisitor ? null : desk.typing,
  };
}
