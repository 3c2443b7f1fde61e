import assert from "node:assert/strict";
import test from "node:test";
import { wished } from "loket/desk/keys.js";
import { closed, isMine, isUnread, openThread, reduce, threadsOf } from "loket/desk/state.js";

const me = { id: 1, name: "Sari", role: "agent" };
const thread = (conversation, more = {}) => ({
  conversation,
  channel: "web",
  address: "abc",
  name: null,
  language: "id",
  speaker: "bot",
  owner: null,
  waiting_since: null,
  last_pos: 1,
  preview: "",
  at: `2026-11-23T02:00:0${conversation}.000Z`,
  attention: false,
  ...more,
});
const message = (pos, author = "visitor") => ({ id: pos, pos, author, text: "x", at: "2026-11-23T02:00:00Z" });
const after = (...events) => events.reduce(reduce, closed());
const caughtUp = (threads, n = 5, events = []) => ({ type: "caughtUp", threads, n, events, me, lines: [] });
const told = (n, more) => ({ type: "told", told: { n, kind: "messages", conversation: 1, ...more } });

test("events are applied in order, copies ignored, and a gap asks for a catch-up", () => {
  const desk = after(caughtUp([thread(1)]), told(6, { thread: thread(1, { preview: "six" }) }));
  assert.equal(desk.n, 6);
  assert.equal(desk.threads[1].preview, "six");
  assert.equal(reduce(desk, told(6, { thread: thread(1, { preview: "again" }) })).threads[1].preview, "six");
  assert.equal(reduce(desk, told(8, {})).isBehind, true);
});

test("messages of the open thread appear live, those of others do not", () => {
  const desk = after(
    caughtUp([thread(1), thread(2)]),
    { type: "opening", conversation: 1 },
    { type: "opened", thread: thread(1), messages: [message(1)], person: {}, more: false },
    told(6, { messages: [message(2)] }),
    told(7, { conversation: 2, messages: [message(1)] }),
  );
  assert.deepEqual(
    desk.messages.map(({ pos }) => pos),
    [1, 2],
  );
});

test("a stage reaches the message it tells of", () => {
  const desk = after(
    caughtUp([thread(1)]),
    { type: "opening", conversation: 1 },
    { type: "opened", thread: thread(1), messages: [message(1, "bot")], person: {}, more: false },
    told(6, { kind: "status", id: 1, status: "unknown" }),
  );
  assert.equal(desk.messages[0].status, "unknown");
});

test("tabs hold what they say, the longest wait first", () => {
  const desk = after(
    caughtUp([
      thread(1, { speaker: "staff", owner: me }),
      thread(2, { speaker: "waiting", waiting_since: "2026-11-23T03:00:00Z" }),
      thread(3, { speaker: "waiting", waiting_since: "2026-11-23T02:30:00Z" }),
      thread(4),
      thread(5, { speaker: "staff", owner: { id: 2, name: "Budi" } }),
    ]),
  );
  const of = (tab) => threadsOf(desk, tab).map(({ conversation }) => conversation);
  assert.deepEqual(of("mine"), [1]);
  assert.deepEqual(of("waiting"), [3, 2]);
  assert.deepEqual(of("bot"), [4]);
  assert.deepEqual(of("all"), [5, 4, 3, 2, 1]);
});

test("a thread is mine only while I speak in it", () => {
  assert.equal(isMine(thread(1, { speaker: "staff", owner: me }), me), true);
  assert.equal(isMine(thread(1, { speaker: "bot", owner: null }), me), false);
  assert.equal(isMine(null, me), false);
});

test("a catch-up after a break keeps what is newer and the open thread", () => {
  const desk = after(
    caughtUp([thread(1)]),
    { type: "opening", conversation: 1 },
    { type: "down" },
    caughtUp([thread(1, { preview: "new" })], 9, [
      { n: 9, kind: "messages", conversation: 1, messages: [message(1)] },
    ]),
  );
  assert.equal(desk.n, 9);
  assert.equal(openThread(desk).preview, "new");
  assert.equal(desk.messages.length, 1);
});

test("an event that overtakes the catch-up is not lost under older threads", () => {
  const desk = after(
    caughtUp([thread(1)], 5),
    told(8, { thread: thread(1, { preview: "eight" }) }),
    caughtUp([thread(1, { preview: "seven" })], 7),
  );
  assert.equal(desk.n, 7);
  assert.equal(desk.isBehind, true);

  const whole = reduce(desk, caughtUp([thread(1, { preview: "eight" })], 8));
  assert.equal(whole.isBehind, false);
  assert.equal(openThread({ ...whole, open: 1 }).preview, "eight");
});

test("more missed than a page holds leaves no hole in what is shown", () => {
  const page = (from, to, more) => ({
    type: "opened",
    thread: thread(1),
    messages: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
    person: {},
    more,
  });
  const desk = after(caughtUp([thread(1)]), { type: "opening", conversation: 1 }, page(1, 3, false), page(10, 12, true));
  assert.deepEqual(
    desk.messages.map(({ pos }) => pos),
    [10, 11, 12],
  );
  assert.equal(desk.more, true);

  const older = reduce(desk, page(4, 9, true));
  assert.equal(older.messages.length, 9);
  assert.equal(reduce(older, page(11, 12, false)).more, true);
});

test("unread is what people care for and I have not seen", () => {
  const desk = after(caughtUp([]));
  assert.equal(isUnread(desk, thread(1)), false);
  assert.equal(isUnread(desk, thread(1, { speaker: "waiting" })), true);
  assert.equal(isUnread(desk, thread(1, { speaker: "staff", owner: me })), true);
  assert.equal(isUnread(desk, thread(1, { speaker: "staff", owner: { id: 2, name: "Budi" } })), false);
  assert.equal(isUnread({ ...desk, seen: { 1: 1 } }, thread(1, { speaker: "waiting" })), false);
});

test("a line that needs somebody is told until it is well", () => {
  const line = { line: "modem-1", state: "searching", detail: "no network", is_up: false, alarm: true };
  const desk = after(caughtUp([]), told(6, { kind: "line", conversation: null, ...line }));
  assert.deepEqual(Object.keys(desk.alarms), ["modem-1"]);
  const well = { ...line, state: "ready", is_up: true, alarm: false };
  assert.deepEqual(reduce(desk, told(7, { kind: "line", conversation: null, ...well })).alarms, {});
});

test("a desk that opens hears how the lines are now", () => {
  const line = { line: "modem-1", state: "no_port", detail: "unplugged", is_up: false, alarm: true };
  assert.equal(reduce(closed(), { ...caughtUp([]), lines: [line] }).alarms["modem-1"].state, "no_port");
});

test("single keys do what may be done, and nothing when they are switched off", () => {
  const mine = thread(1, { speaker: "staff", owner: me });
  const desk = { ...after(caughtUp([mine, thread(2)])), open: 1 };
  const on = (open) => ({ ...desk, open });
  assert.deepEqual(wished(desk, "g"), { act: "giveBack" });
  assert.deepEqual(wished(desk, "R"), { act: "write" });
  assert.equal(wished(desk, "t"), null);
  assert.deepEqual(wished(on(2), "t"), { act: "take" });
  assert.equal(wished(on(2), "g"), null);
  assert.deepEqual(wished(on(2), "n"), { act: "note" });
  assert.equal(wished({ ...on(2), me: { ...me, role: "auditor" } }, "t"), null);
  assert.equal(wished(on(null), "n"), null);
  assert.equal(wished({ ...desk, hasKeys: false }, "g"), null);
  assert.deepEqual(wished({ ...desk, hasKeys: false }, "Escape"), { act: "leave" });
});

test("J and K walk through the tab and stop at its ends", () => {
  const desk = after(caughtUp([thread(1), thread(2), thread(3)]));
  const at = (open, key) => wished({ ...desk, open }, key)?.conversation;
  assert.equal(at(null, "j"), 3);
  assert.equal(at(3, "j"), 2);
  assert.equal(at(1, "j"), undefined);
  assert.equal(at(2, "k"), 3);
  assert.equal(at(3, "k"), undefined);
});

test("a reply that comes back before its acknowledgement stands there once", () => {
  const pending = { key: "k1", event: "reply", payload: { conversation: 1 }, text: "x", at: 0, stage: "queued", lane: "1" };
  const desk = after(
    caughtUp([thread(1)]),
    { type: "opening", conversation: 1 },
    { type: "written", pending },
    { type: "sending", key: "k1" },
    told(6, { messages: [{ ...message(1, "staff"), client_key: "k1" }] }),
  );
  assert.deepEqual(desk.outbox, []);
  assert.equal(reduce(desk, { type: "accepted", key: "k1", answer: { ok: true } }).messages.length, 1);
});

test("what is set aside is counted for every desk, and stays open where it is read", () => {
  const desk = after({ ...caughtUp([]), aside: 2 }, { type: "aside", aside: { count: 2, shown: [{ id: 1 }] } });
  const more = reduce(desk, told(6, { kind: "aside", conversation: null, count: 3 }));
  assert.equal(desk.aside.count, 2);
  assert.deepEqual(more.aside, { count: 3, shown: [{ id: 1 }] });
  assert.equal(reduce(more, { ...caughtUp([], 9), aside: 0 }).aside.count, 0);
});
