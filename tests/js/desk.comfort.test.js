import assert from "node:assert/strict";
import test from "node:test";
import { bellOf } from "loket/desk/bells.js";
import { commandOf, isPossible, keyOf } from "loket/desk/commands.js";
import { consentWords } from "loket/desk/panel.js";
import { sleepTimes } from "loket/desk/sleeping.js";
import { mayUnseal } from "loket/desk/state.js";
import { flipped, readSwitches, SWITCHES } from "loket/desk/switches.js";
import { after, budi, caughtUp, me, message, owned, thread, told, waiting } from "./desks.js";

const desk = after(caughtUp([owned(1), thread(2), thread(3, { closed_at: "2026-11-23T02:00:00Z" })], 5, [], { staff: [] }));
const on = (open) => ({ ...desk, open });
const pressed = (state, key, more = {}) => commandOf(state, { key, ...more }, false);

test("single keys do what may be done, and nothing when they are switched off", () => {
  assert.equal(pressed(on(1), "g"), "giveBack");
  assert.equal(pressed(on(1), "R"), "write");
  assert.equal(pressed(on(1), "e"), "close");
  assert.equal(pressed(on(1), "t"), null);
  assert.equal(pressed(on(2), "t"), "take");
  assert.equal(pressed(on(2), "a"), "take");
  assert.equal(pressed(on(1), "a"), "transfer");
  assert.equal(pressed(on(2), "g"), null);
  assert.equal(pressed(on(2), "n"), "note");
  assert.equal(pressed(on(3), "t"), null);
  assert.equal(pressed(on(null), "n"), null);
  assert.equal(pressed({ ...on(2), me: { ...me, role: "auditor" } }, "t"), null);
  const off = { ...on(1), switches: { ...desk.switches, keys: false } };
  assert.equal(pressed(off, "g"), null);
  assert.equal(pressed(off, "Escape"), "leave");
  assert.equal(pressed(off, "k", { ctrlKey: true }), "palette");
});

test("who has pressed take may go on to write before the answer is there", () => {
  assert.equal(pressed(on(2), "r"), null);
  assert.equal(pressed({ ...on(2), taking: 2 }, "r"), "write");
  assert.equal(pressed({ ...on(2), taking: 1 }, "r"), null);
});

test("keys with modifiers and keys in a field are not ours, but for Ctrl+K", () => {
  assert.equal(pressed(on(1), "r", { ctrlKey: true }), null);
  assert.equal(pressed(on(1), "n", { altKey: true }), null);
  assert.equal(commandOf(on(1), { key: "n" }, true), null);
  assert.equal(commandOf(on(1), { key: "K", metaKey: true }, true), "palette");
});

test("in the side panel or below a list letters do nothing", () => {
  assert.equal(commandOf(on(1), { key: "e" }, false, true), null);
  assert.equal(commandOf(on(1), { key: "Escape" }, false, true), "leave");
  assert.equal(commandOf(on(1), { key: "k", ctrlKey: true }, false, true), "palette");
  const listed = { ...on(1), aside: { count: 1, shown: [] } };
  assert.equal(pressed(listed, "e"), null);
  assert.equal(pressed(listed, "Escape"), "leave");
});

test("whole identity numbers are for those who answer people", () => {
  const may = ["agent", "supervisor", "admin", "auditor"].filter((role) => mayUnseal({ ...desk, me: { ...me, role } }));
  assert.deepEqual(may, ["agent", "supervisor"]);
});

test("consent that nobody asked for is told as such", () => {
  const told = [false, true, null].map((offers) => consentWords({ notices: true, offers }));
  assert.deepEqual(told, ["notices, no offers", "notices and offers", "notices; not asked about offers"]);
  assert.equal(consentWords({ notices: false, offers: false }), "nothing unasked");
});

test("what the office does not offer is not offered", () => {
  assert.equal(isPossible({ ...on(1), staff: null }, "transfer"), false);
  assert.equal(isPossible(on(1), "canned"), false);
  assert.equal(isPossible(on(1), "load"), false);
  assert.equal(isPossible({ ...on(1), me: { ...me, role: "supervisor" } }, "load"), true);
  assert.equal(isPossible(on(3), "reopen"), true);
  assert.equal(keyOf("take"), "T");
  assert.equal(keyOf("load"), null);
});

test("a bell rings for what concerns me, once, and not for what I did", () => {
  const now = "2026-11-23T02:00:00Z";
  const ring = (n, more) => bellOf(desk, told(n, more).told);
  assert.equal(ring(6, { conversation: 2, thread: waiting(2, now), messages: [message(2)] }), "waiting");
  assert.equal(ring(6, { thread: owned(1), messages: [message(2)] }), "mine");
  assert.equal(ring(6, { thread: owned(1), messages: [message(2, "staff")] }), null);
  assert.equal(ring(6, { conversation: 2, thread: owned(2), messages: [message(2, "system", { act: "assign", name: "Budi" })] }), "given");
  assert.equal(ring(6, { conversation: 2, thread: owned(2), messages: [message(2, "system", { act: "take", name: "Sari" })] }), null);
  assert.equal(ring(6, { conversation: 2, thread: owned(2, budi), messages: [message(2)] }), null);
  assert.equal(ring(6, { kind: "line", conversation: null, alarm: true }), "alarm");
  assert.equal(ring(5, { thread: owned(1), messages: [message(2)] }), null);
});

test("who waits already rings no more", () => {
  const known = after(caughtUp([waiting(2, "2026-11-23T02:00:00Z")]));
  assert.equal(bellOf(known, told(6, { conversation: 2, thread: waiting(2, "2026-11-23T02:00:00Z") }).told), null);
});

test("switches are read whatever was kept", () => {
  for (const kept of [undefined, null, 7, "x", { sound: "yes" }, { sound: { waiting: "no" } }]) {
    assert.deepEqual(readSwitches(kept), SWITCHES);
  }
  const off = flipped(SWITCHES, "sound", "waiting");
  assert.equal(off.sound.waiting, false);
  assert.deepEqual(readSwitches(JSON.parse(JSON.stringify(off))), off);
});

test("a thread sleeps until a time to come", () => {
  const names = (now) => sleepTimes(now).map(({ name }) => name);
  assert.deepEqual(names(new Date(2026, 10, 24, 9)), ["hour", "evening", "tomorrow", "week"]);
  assert.deepEqual(names(new Date(2026, 10, 24, 16)), ["hour", "tomorrow", "week"]);
  for (const day of [22, 23, 24, 28]) {
    const now = new Date(2026, 10, day, 9);
    const week = sleepTimes(now).at(-1).at;
    assert.equal(week.getDay(), 1);
    assert.ok(week > now && week - now <= 7 * 86_400_000);
  }
});
