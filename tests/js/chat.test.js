import assert from "node:assert/strict";
import test from "node:test";
import { openChoices, opened, reduce } from "loket/chat/state.js";

const welcome = { conversation: 7, speaker: "bot", messages: [], more: false };
const pending = (key, text = key) => ({
  key,
  event: "send",
  payload: { text },
  text,
  at: 0,
  stage: "queued",
});
const message = (pos, author = "bot", more = {}) => ({
  id: pos,
  pos,
  author,
  text: `message ${pos}`,
  at: "2026-11-23T02:00:00.000Z",
  ...more,
});
const after = (...events) => events.reduce(reduce, opened());
const positions = (chat) => chat.history.messages.map(({ pos }) => pos);

test("an accepted message takes its place with its answer", () => {
  const chat = after(
    { type: "welcome", welcome },
    { type: "written", pending: pending("k1", "halo") },
    { type: "sending", key: "k1" },
    { type: "accepted", key: "k1", answer: { ok: true, id: 1, pos: 1, messages: [message(2)] } },
  );
  assert.deepEqual(positions(chat), [1, 2]);
  assert.equal(chat.history.messages[0].text, "halo");
  assert.equal(chat.outbox.length, 0);
  assert.equal(chat.history.isBehind, false);
});

test("a message that comes twice is shown once, and a jump asks for what is missing", () => {
  const chat = after(
    { type: "welcome", welcome },
    { type: "arrived", message: message(1) },
    { type: "arrived", message: message(1) },
    { type: "arrived", message: message(3) },
  );
  assert.deepEqual(positions(chat), [1, 3]);
  assert.equal(chat.history.isBehind, true);
  const filled = [
    { type: "asking" },
    { type: "told", messages: [message(2), message(3)], more: false },
  ].reduce(reduce, chat);
  assert.deepEqual(positions(filled), [1, 2, 3]);
  assert.equal(filled.history.isBehind, false);
});

test("pages of history are asked for until there are no more", () => {
  const chat = after({
    type: "welcome",
    welcome: { ...welcome, messages: [message(1), message(2)], more: true },
  });
  assert.equal(chat.history.isBehind, true);
  const next = [
    { type: "asking" },
    { type: "told", messages: [message(3)], more: false },
  ].reduce(reduce, chat);
  assert.equal(next.history.isBehind, false);
  assert.equal(next.history.pos, 3);
});

test("what was being sent when the line broke is sent again under the same key", () => {
  const chat = after(
    { type: "welcome", welcome },
    { type: "written", pending: pending("k1") },
    { type: "sending", key: "k1" },
    { type: "down" },
    { type: "unanswered", key: "k1" },
  );
  assert.deepEqual(
    chat.outbox.map(({ key, stage }) => [key, stage]),
    [["k1", "queued"]],
  );
  assert.equal(chat.isUp, false);
});

test("a page that is opened again sends what it had kept", () => {
  const chat = opened([{ ...pending("k1"), stage: "sending" }]);
  assert.equal(chat.outbox[0].stage, "queued");
});

test("a refusal that passes waits, one that stays is shown", () => {
  const slow = after(
    { type: "written", pending: pending("k1") },
    { type: "refused", key: "k1", refusal: { code: "slow_down", retry_after: 2 }, now: 1000 },
  );
  assert.equal(slow.outbox[0].stage, "queued");
  assert.equal(slow.outbox[0].notBefore, 3000);
  const bad = after(
    { type: "written", pending: pending("k1") },
    { type: "refused", key: "k1", refusal: { code: "too_long" }, now: 1000 },
  );
  assert.equal(bad.outbox[0].stage, "failed");
});

test("another conversation's welcome begins a new history", () => {
  const chat = after(
    { type: "welcome", welcome: { ...welcome, messages: [message(1), message(2)] } },
    { type: "welcome", welcome: { ...welcome, conversation: 8 } },
  );
  assert.deepEqual(positions(chat), []);
});

test("choices stand open only under the last message and while nothing is being sent", () => {
  const choices = [{ value: "yes", label: "Ya" }];
  const asked = after({ type: "welcome", welcome }, { type: "arrived", message: message(1, "bot", { choices }) });
  assert.deepEqual(openChoices(asked), choices);
  assert.deepEqual(openChoices(reduce(asked, { type: "written", pending: pending("k1") })), []);
  assert.deepEqual(openChoices(reduce(asked, { type: "arrived", message: message(2, "staff") })), []);
});

test("who speaks is told, with a name when it is a person", () => {
  const chat = after({ type: "welcome", welcome }, { type: "speaker", speaker: "staff", name: "Sari" });
  assert.deepEqual([chat.speaker, chat.name], ["staff", "Sari"]);
});
