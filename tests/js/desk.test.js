import assert from "node:assert/strict";
import test from "node:test";
import { openThread, reduce } from "loket/desk/state.js";
import { after, caughtUp, me, message, opened, owned, thread, told, waiting, went } from "./desks.js";

const positions = (desk) => desk.messages.map(({ pos }) => pos);

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
    went(1),
    opened(1, [message(1)]),
    told(6, { messages: [message(2)] }),
    told(7, { conversation: 2, messages: [message(1)] }),
  );
  assert.deepEqual(positions(desk), [1, 2]);
});

test("a page that comes after its thread was left shows nothing", () => {
  const desk = after(caughtUp([thread(1), thread(2)]), went(1), went(2), opened(1, [message(1)]));
  assert.deepEqual(positions(desk), []);
});

test("a stage reaches the message it tells of", () => {
  const desk = after(
    caughtUp([thread(1)]),
    went(1),
    opened(1, [message(1, "bot")]),
    told(6, { kind: "status", id: 1, status: "unknown" }),
  );
  assert.equal(desk.messages[0].status, "unknown");
  const parts = ["sent", "unknown"];
  assert.deepEqual(reduce(desk, told(7, { kind: "status", id: 1, status: "unknown", parts })).messages[0].parts, parts);
});

test("a catch-up after a break keeps what is newer and the open thread", () => {
  const desk = after(
    caughtUp([thread(1)]),
    went(1),
    { type: "down" },
    caughtUp([thread(1, { preview: "new" })], 9, [{ n: 9, kind: "messages", conversation: 1, messages: [message(1)] }]),
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
  const page = (from, to, more) =>
    opened(1, Array.from({ length: to - from + 1 }, (_, index) => message(from + index)), more);
  const desk = after(caughtUp([thread(1)]), went(1), page(1, 3, false), page(10, 12, true));
  assert.deepEqual(positions(desk), [10, 11, 12]);
  assert.equal(desk.more, true);

  const older = reduce(desk, page(4, 9, true));
  assert.equal(older.messages.length, 9);
  assert.equal(reduce(older, page(11, 12, false)).more, true);
});

test("what an event does not tell of me stays: my reading mark", () => {
  const desk = after(caughtUp([owned(1, me, { read_pos: 4, last_pos: 4 })]), told(6, { thread: owned(1, me, { last_pos: 5 }) }));
  assert.equal(desk.threads[1].read_pos, 4);
  assert.equal(reduce(desk, { type: "read", conversation: 1, pos: 5 }).threads[1].read_pos, 5);
  assert.equal(reduce(desk, { type: "read", conversation: 1, pos: 2 }).threads[1].read_pos, 4);
  assert.equal(reduce(desk, { type: "read", conversation: 99, pos: 2 }), desk);
});

test("counts follow threads that move, and are asked for when nobody knows whence", () => {
  const counts = { mine: 0, waiting: 1, bot: 40, all: 41, closed: 7 };
  const desk = after(caughtUp([waiting(1, "2026-11-23T02:00:00Z")], 5, [], { counts }));
  const taken = reduce(desk, told(6, { thread: owned(1) }));
  assert.deepEqual(taken.counts, { mine: 1, waiting: 0, bot: 40, all: 41, closed: 7 });
  assert.equal(taken.isCountStale, true, "the places behind have moved");
  const settled = reduce(taken, { type: "counted", counts: taken.counts, threads: [] });
  assert.equal(settled.isCountStale, false);
  const strange = reduce(settled, told(7, { conversation: 2, thread: thread(2) }));
  assert.deepEqual(strange.counts, taken.counts);
  assert.equal(strange.isCountStale, true);
  assert.equal(reduce(strange, { type: "counted", counts, threads: [] }).isCountStale, false);
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
  assert.equal(after({ ...caughtUp([]), lines: [line] }).alarms["modem-1"].state, "no_port");
});

test("a reply that comes back before its acknowledgement stands there once", () => {
  const pending = { key: "k1", event: "reply", payload: { conversation: 1 }, text: "x", at: 0, stage: "queued", lane: "1" };
  const desk = after(
    caughtUp([thread(1)]),
    went(1),
    { type: "written", pending },
    { type: "sending", key: "k1" },
    told(6, { messages: [message(1, "staff", { client_key: "k1" })] }),
  );
  assert.deepEqual(desk.outbox, []);
  assert.equal(reduce(desk, { type: "accepted", key: "k1", answer: { ok: true } }).messages.length, 1);
});

test("a reply that was stored stands there before its event, and is the event's after it", () => {
  const pending = { key: "k1", event: "reply", payload: { conversation: 1, text: "hai" }, text: "hai", at: 0, stage: "queued", lane: "1" };
  const written = after(caughtUp([owned(1)]), went(1), opened(1, [message(1)]), { type: "written", pending });
  const stored = reduce(written, { type: "accepted", key: "k1", answer: { ok: true, id: 9, pos: 2 } });
  assert.deepEqual([stored.outbox.length, stored.messages[1].text, stored.messages[1].name], [0, "hai", "Sari"]);
  const event = told(6, { messages: [message(2, "staff", { id: 9, text: "hai", status: "queued", client_key: "k1" })] });
  const heard = reduce(stored, event);
  assert.deepEqual([heard.messages.length, heard.messages[1].status], [2, "queued"]);
  const elsewhere = reduce(reduce(written, went(null)), { type: "accepted", key: "k1", answer: { ok: true, id: 9, pos: 2 } });
  assert.deepEqual([elsewhere.outbox, elsewhere.messages], [[], []]);
});

test("a refused reply stays with its reason until it is changed or removed", () => {
  const pending = { key: "k1", event: "reply", payload: { conversation: 1 }, text: "long", at: 0, stage: "queued", lane: "1" };
  const desk = after(
    caughtUp([owned(1)]),
    { type: "written", pending },
    { type: "refused", key: "k1", refusal: { code: "too_long" }, now: 0 },
  );
  assert.equal(desk.outbox[0].text, "long");
  assert.equal(desk.outbox[0].refusal.code, "too_long");
  assert.equal(reduce(desk, { type: "again", key: "k1", freshKey: "k2" }).outbox[0].stage, "queued");
  assert.deepEqual(reduce(desk, { type: "dropped", key: "k1" }).outbox, []);
});

test("what is set aside is counted for every desk, and stays open where it is read", () => {
  const desk = after({ ...caughtUp([]), aside: 2 }, { type: "aside", aside: { count: 2, shown: [{ id: 1 }] } });
  const more = reduce(desk, told(6, { kind: "aside", conversation: null, count: 3 }));
  assert.equal(desk.aside.count, 2);
  assert.deepEqual(more.aside, { count: 3, shown: [{ id: 1 }] });
  assert.equal(reduce(more, { ...caughtUp([], 9), aside: 0 }).aside.count, 0);
});

test("what one looked at goes when another thread is opened, what was written does not", () => {
  const pending = { key: "k1", event: "note", payload: { conversation: 1 }, text: "x", at: 0, stage: "queued", lane: "1" };
  const desk = after(
    caughtUp([thread(1), thread(2)]),
    went(1),
    opened(1, [message(1)]),
    { type: "panel", conversation: 1, panel: { cases: [] } },
    { type: "written", pending },
    went(2),
  );
  assert.deepEqual([desk.messages, desk.panel, desk.outbox.length], [[], null, 1]);
  assert.equal(reduce(desk, { type: "panel", conversation: 1, panel: { cases: [] } }).panel, null);
});

test("a visitor who types has stopped once the words are there", () => {
  const typing = { conversation: 1, text: "hal", until: 9 };
  const desk = after(caughtUp([thread(1)]), went(1), { type: "typing", typing });
  assert.equal(desk.typing, typing);
  assert.equal(reduce(desk, told(6, { messages: [message(2)] })).typing, null);
  assert.equal(reduce(desk, told(6, { messages: [message(2, "note")] })).typing, typing);
});

test("watchers are forgotten with the line", () => {
  const staff = [{ id: 2, name: "Budi", typing: true }];
  const desk = after(caughtUp([thread(1)]), { type: "watching", conversation: 1, staff });
  assert.deepEqual(desk.watching, { 1: staff });
  assert.deepEqual(reduce(desk, { type: "watching", conversation: 1, staff: [] }).watching, {});
  assert.deepEqual(reduce(desk, { type: "down" }).watching, {});
});

test("a thread that went where it is not seen leaves the list, and is missing where it is open", () => {
  const desk = after(caughtUp([thread(1), thread(2)]), told(6, { kind: "hidden", conversation: 2, thread: undefined }));
  assert.deepEqual(Object.keys(desk.threads), ["1"]);
  assert.equal(desk.n, 6);
  const reading = after(caughtUp([thread(1)]), went(1), told(6, { kind: "hidden", conversation: 1, thread: undefined }));
  assert.equal(reading.isMissing, true);
});
