import assert from "node:assert/strict";
import test from "node:test";
import { closed, isMine, openThread, reduce, threadsOf } from "loket/desk/state.js";

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
const caughtUp = (threads, n = 5, events = []) => ({ type: "caughtUp", threads, n, events, me });
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
