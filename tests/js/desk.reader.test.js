/** The desk asks for what it shows: once for where one stops, and again where it was too fast. */
import assert from "node:assert/strict";
import test from "node:test";
import { Reader } from "loket/desk/reader.js";

/** A line whose answers are given by hand. */
function asked() {
  const waiting = [];
  const line = {
    ask: (event, payload) => new Promise((answer) => waiting.push({ event, payload, answer })),
  };
  const state = { open: null, messages: [], view: { q: "" } };
  const told = [];
  const store = { state, tell: (event) => told.push(event) };
  const next = async () => {
    await new Promise((go) => setImmediate(go));
    return waiting.shift();
  };
  return { reader: new Reader(/** @type {any} */ (line), /** @type {any} */ (store)), state, told, next };
}

test("of threads that are passed only the first and the last are asked for", async () => {
  const { reader, state, told, next } = asked();
  const done = [1, 2, 3, 4].map((number) => {
    state.open = number;
    return reader.thread();
  });
  (await next()).answer({ ok: true, thread: { conversation: 1 } });
  const second = await next();
  second.answer({ ok: true, thread: { conversation: 4 } });
  await Promise.all(done);
  const panel = await next();

  assert.deepEqual([second.event, second.payload], ["open", { conversation: 4 }]);
  assert.deepEqual(
    told.map(({ thread }) => thread.conversation),
    [1, 4],
  );
  assert.deepEqual([panel.event, panel.payload], ["panel", { conversation: 4 }]);
  assert.equal(await next(), undefined);
});

test("what was refused for its pace is asked again, and not for ever", async () => {
  const { reader, next } = asked();
  const slow = { ok: false, error: { code: "slow_down", retry_after: 0.001 } };
  const list = reader.ask("threads", { tab: "all" });
  (await next()).answer(slow);
  await new Promise((go) => setTimeout(go, 20));
  (await next()).answer({ ok: true, threads: [] });
  const other = reader.ask("threads", { tab: "all" });
  let tries = 0;
  for (let one = await next(); one; one = await next()) {
    tries += 1;
    one.answer(slow);
    await new Promise((go) => setTimeout(go, 20));
  }

  assert.deepEqual(await list, { ok: true, threads: [] });
  assert.equal(await other, null);
  assert.equal(tries, 6);
});

test("a thread that is gone is told as missing while it is open", async () => {
  const { reader, state, told, next } = asked();
  state.open = 7;
  const done = reader.thread();
  (await next()).answer({ ok: false, error: { code: "not_found" } });
  await done;

  assert.deepEqual(told, [{ type: "missing" }]);
});
