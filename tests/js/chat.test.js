import assert from "node:assert/strict";
import test from "node:test";
import { endedAt, isFresh, presentFrom, stage, unread } from "loket/chat/reading.js";
import { mustAsk, opening, openQuestion, reduce } from "loket/chat/state.js";

const welcome = { type: "welcome", token: "t", conversation: 7, speaker: "bot", messages: [], more: false };
const pending = (key, text = key) => ({ key, event: "send", payload: { text }, text, at: 0, stage: "queued" });
const message = (pos, author = "bot", more = {}) => ({
  id: pos,
  pos,
  author,
  text: `message ${pos}`,
  at: "2026-11-23T02:00:00.000Z",
  ...more,
});
const heard = (...args) => ({ type: "message", message: message(...args) });
const wrote = (key, text) => ({ type: "wrote", pending: pending(key, text) });
const opened = (outbox = []) => opening({ token: null, outbox });
const after = (...events) => events.reduce(reduce, opened());
const positions = (chat) => chat.history.messages.map(({ pos }) => pos);

test("an accepted message takes its place with its answer", () => {
  const answer = { ok: true, id: 1, pos: 1, messages: [message(2)] };
  const chat = after(welcome, wrote("k1", "halo"), { type: "sending", key: "k1" }, { type: "accepted", key: "k1", answer });

  assert.deepEqual(positions(chat), [1, 2]);
  assert.equal(chat.history.messages[0].text, "halo");
  assert.deepEqual(chat.outbox, []);
  assert.equal(mustAsk(chat), false);
});

test("a message that comes twice is shown once, and a jump asks for what is missing", () => {
  const chat = after(welcome, heard(1), heard(1), heard(3));
  assert.deepEqual(positions(chat), [1, 3]);
  assert.equal(mustAsk(chat), true);

  const asked = reduce(chat, { type: "asking" });
  assert.equal(mustAsk(asked), false);

  const filled = reduce(asked, { type: "answered", messages: [message(2), message(3)], more: false });
  assert.deepEqual(positions(filled), [1, 2, 3]);
  assert.equal(mustAsk(filled), false);
});

test("a position that only colleagues may see is no gap once the server was asked", () => {
  const chat = after(welcome, heard(1), heard(3), { type: "asking" }, { type: "answered", messages: [message(3)], more: false });

  assert.equal(mustAsk(chat), false);
  assert.equal(chat.history.pos, 3);
});

test("what arrives while a question is open is not taken for answered", () => {
  const chat = after(welcome, heard(1), heard(3), { type: "asking" }, heard(6), {
    type: "answered",
    messages: [message(2), message(3)],
    more: false,
  });

  assert.equal(chat.history.pos, 3);
  assert.equal(mustAsk(chat), true);
});

test("pages of history are asked for until there are no more", () => {
  const chat = after({ ...welcome, messages: [message(1), message(2)], more: true });
  assert.equal(mustAsk(chat), true);

  const next = [{ type: "asking" }, { type: "answered", messages: [message(3)], more: false }].reduce(reduce, chat);
  assert.equal(mustAsk(next), false);
  assert.equal(next.history.pos, 3);
});

test("an empty page that promises more ends the asking", () => {
  const chat = after({ ...welcome, messages: [message(1)], more: true }, { type: "asking" }, { type: "answered", messages: [], more: true });

  assert.equal(mustAsk(chat), false);
});

test("nothing is asked while a message of ours is on its way, or the line is down", () => {
  const chat = after(welcome, wrote("k1"), { type: "sending", key: "k1" }, heard(2));
  assert.equal(mustAsk(chat), false);
  assert.equal(mustAsk(reduce(chat, { type: "unanswered", key: "k1" })), true);
  assert.equal(mustAsk(reduce(chat, { type: "down" })), false);
});

test("what was being sent when the line broke is sent again under the same key", () => {
  const chat = after(welcome, wrote("k1"), { type: "sending", key: "k1" }, { type: "unanswered", key: "k1" }, { type: "down" });

  assert.deepEqual(
    chat.outbox.map(({ key, stage }) => [key, stage]),
    [["k1", "queued"]],
  );
});

test("a message that comes back under its key is not waited for any longer", () => {
  const chat = after(wrote("k1"), { ...welcome, messages: [message(1, "visitor", { client_key: "k1" })] });

  assert.deepEqual(chat.outbox, []);
  assert.deepEqual(positions(chat), [1]);
});

test("a refusal that passes waits, one that stays is shown until it is tried again or dropped", () => {
  const refused = (code, more = {}) => ({ type: "refused", key: "k1", refusal: { code, ...more }, now: 1000 });
  const slow = after(wrote("k1"), refused("slow_down", { retry_after: 2 }));
  assert.equal(slow.outbox[0].stage, "queued");
  assert.equal(slow.outbox[0].notBefore, 3000);

  const bad = after(wrote("k1"), refused("too_long"));
  assert.equal(bad.outbox[0].stage, "failed");
  assert.equal(reduce(bad, { type: "again", key: "k1", freshKey: "k2" }).outbox[0].key, "k1");
  assert.deepEqual(reduce(bad, { type: "dropped", key: "k1" }).outbox, []);

  const spent = after(wrote("k1"), refused("key_reused"));
  assert.equal(reduce(spent, { type: "again", key: "k1", freshKey: "k2" }).outbox[0].key, "k2");
});

test("a token that nobody knows is dropped with its history; what was written stays", () => {
  const chat = after(welcome, heard(1), wrote("k1"), { type: "not_let_in", refusal: { code: "unknown_token" } });

  assert.equal(chat.token, null);
  assert.deepEqual(positions(chat), []);
  assert.equal(chat.outbox.length, 1);
});

test("another conversation's welcome begins a new history", () => {
  const chat = after({ ...welcome, messages: [message(1), message(2)] }, { ...welcome, conversation: 8 });

  assert.deepEqual(positions(chat), []);
});

test("choices stand open only under the last message and while nothing is being sent", () => {
  const choices = [{ value: "yes", label: "Ya" }];
  const asked = after(welcome, heard(1, "bot", { choices }));
  assert.equal(openQuestion(asked), 1);
  assert.equal(openQuestion(reduce(asked, wrote("k1"))), null);
  assert.equal(openQuestion(reduce(asked, heard(2, "staff"))), null);
});

test("a line that only tells something leaves the buttons, one that ends the talk does not", () => {
  const asked = after(welcome, heard(1, "bot", { choices: [{ value: "yes", label: "Ya" }] }));
  assert.equal(openQuestion(reduce(asked, heard(2, "system"))), 1);
  assert.equal(openQuestion(reduce(asked, heard(2, "system", { act: "begin" }))), null);
  assert.equal(openQuestion(reduce(asked, heard(2, "system", { act: "take" }))), null);
});

test("one's own message bears the time at which it was stored", () => {
  const answer = { ok: true, id: 1, pos: 1, at: "2026-11-24T01:00:00.000Z", messages: [] };
  const chat = after(welcome, wrote("k1"), { type: "accepted", key: "k1", answer });
  assert.equal(chat.history.messages[0].at, answer.at);
});

test("who speaks is told: with a name, a place in line, and when somebody will be there", () => {
  const nobody = { name: null, place: null, on_duty: true, opens_at: null };
  const staff = after(welcome, { type: "speaker", speaker: "staff", name: "Sari" });
  assert.deepEqual(staff.speaking, { ...nobody, speaker: "staff", name: "Sari" });
  const closed = { speaker: "waiting", place: 3, on_duty: false, opens_at: "2026-11-25T01:00:00.000Z" };
  const waiting = after(welcome, { type: "speaker", ...closed });
  assert.deepEqual(waiting.speaking, { ...nobody, ...closed });
});

test("typing ends with the answer, and when the line breaks", () => {
  const typing = after(welcome, { type: "typing", author: "staff" });
  assert.equal(reduce(typing, heard(1, "staff")).typing, null);
  assert.equal(reduce(typing, { type: "down" }).typing, null);
  assert.equal(reduce(typing, { type: "typing_over" }).typing, null);
});

test("a stage reaches the message it tells of", () => {
  const chat = after(welcome, heard(1), { type: "status", id: 1, status: "delivered" });

  assert.equal(chat.history.messages[0].status, "delivered");
});

test("a new conversation begins behind a divider, and is fresh until something is said", () => {
  const begin = { act: "begin" };
  const chat = after(welcome, heard(1, "visitor"), heard(2), heard(3, "system", begin));

  assert.equal(presentFrom(chat.history.messages), 2);
  assert.equal(isFresh(chat), true);
  assert.equal(isFresh(reduce(chat, wrote("k1"))), false);
  assert.equal(isFresh(reduce(chat, heard(4))), false);
  assert.equal(isFresh(after(welcome)), true);
  assert.equal(reduce(chat, { type: "earlier" }).showsEarlier, true);
});

test("what others said and nobody looked at is unread; the server knows from the last visit", () => {
  const said = [heard(1, "visitor"), heard(2), heard(3, "system"), heard(4, "staff")];
  assert.equal(unread(after(welcome, ...said)), 2);
  assert.equal(unread(after(welcome, ...said, { type: "read", pos: 2 })), 1);
  assert.equal(unread(after({ ...welcome, seen_pos: 4 }, ...said)), 0);
});

test("one's own message is sent, then delivered to somebody, then seen or answered", () => {
  const own = message(1, "visitor");
  const waits = after({ ...welcome, speaker: "waiting" }, heard(1, "visitor"));
  assert.equal(stage(waits, own), "sent");
  const taken = reduce(waits, { type: "speaker", speaker: "staff", name: "Sari" });
  assert.equal(stage(taken, own), "delivered");
  const seen = { type: "status", pos: 1, status: "seen" };
  assert.equal(stage(reduce(taken, seen), own), "seen");
  assert.equal(stage(reduce(taken, heard(2, "staff")), own), "seen");
  assert.equal(stage(after({ ...welcome, staff_pos: 1, speaker: "staff" }), own), "seen");
});

test("a talk that staff ended may be rated, once, or not now; a new conversation ends the asking", () => {
  const ended = after(welcome, heard(1, "staff"), heard(2, "system", { act: "close" }));
  assert.equal(endedAt(ended), 2);
  assert.equal(endedAt(reduce(ended, { type: "not_now", pos: 2 })), null);
  assert.equal(endedAt(reduce(ended, heard(3, "system", { act: "begin" }))), null);
  assert.equal(endedAt(after(welcome, heard(1))), null);
  assert.deepEqual(reduce(ended, { type: "rated", pos: 2, rating: 4 }).rated, { pos: 2, rating: 4 });
});
