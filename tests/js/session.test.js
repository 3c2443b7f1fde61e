import assert from "node:assert/strict";
import test from "node:test";
import { Session, TEXT_LIMIT } from "loket/chat/session.js";
import { Keep } from "loket/shared/keep.js";
import { settle, Socket, Storage, Timers } from "./ends.js";

/** An office that stores by key and answers each message once, as the real one promises. */
class Office {
  stored = [];
  keys = new Map();
  mute = false;

  refuses(auth) {
    this.met = auth;
    return this.refusal?.(auth) ?? null;
  }

  greet(socket, { last_pos: pos = 0 }) {
    const messages = this.stored.filter((one) => one.pos > pos);
    socket.say("welcome", { token: "token-1", conversation: 7, speaker: "bot", messages, more: false });
  }

  answer(event, payload, socket) {
    if (event !== "send") {
      return { ok: true, messages: this.stored.filter(({ pos }) => pos > payload.pos), more: false };
    }
    if (this.says) {
      return this.says;
    }
    if (!this.keys.has(payload.client_key)) {
      const own = this.store("visitor", payload.text ?? payload.choice);
      this.keys.set(payload.client_key, { ok: true, id: own.id, pos: own.pos, messages: [this.store("bot", "ya")] });
    }
    if (this.mute) {
      socket.cut();
      return undefined;
    }
    return this.keys.get(payload.client_key);
  }

  store(author, text) {
    const pos = this.stored.length + 1;
    const message = { id: 100 + pos, pos, author, text, at: "2026-11-23T02:00:00.000Z" };
    this.stored.push(message);
    return message;
  }
}

function meet(office = new Office(), storage = new Storage()) {
  const timers = new Timers();
  let keys = 0;
  /** @type {Socket} */
  let socket;
  const session = new Session({
    connect: (auth) => (socket = new Socket(office, auth)),
    keep: new Keep("test.", storage),
    language: "id",
    page: "/chat",
    now: () => 1000,
    newKey: () => `key-${(keys += 1)}`,
    later: timers.later,
  });
  return { session, socket, office, storage, timers };
}

const texts = (session) => session.chat.history.messages.map(({ author, text }) => `${author} ${text}`);

test("what is typed is sent, answered and forgotten by the outbox", async () => {
  const { session, storage } = meet();
  session.line.open();
  session.write("halo");
  await settle();

  assert.deepEqual(texts(session), ["visitor halo", "bot ya"]);
  assert.deepEqual(session.chat.outbox, []);
  assert.deepEqual([...storage.values.keys()], ["test.token"]);
});

test("what is typed before there is a line goes once it is up, in order", async () => {
  const { session } = meet();
  session.write("satu");
  session.write("dua");
  session.line.open();
  await settle();

  assert.deepEqual(texts(session), ["visitor satu", "bot ya", "visitor dua", "bot ya"]);
});

test("a message whose acknowledgement was lost is sent again and stands there once", async () => {
  const { session, socket, office } = meet();
  session.line.open();
  office.mute = true;
  session.write("halo");
  await settle();
  assert.equal(session.chat.outbox[0].stage, "queued");

  office.mute = false;
  socket.connect();
  await settle();

  assert.deepEqual(texts(session), ["visitor halo", "bot ya"]);
  const sent = socket.heard.filter(([event]) => event === "send").map(([, payload]) => payload.client_key);
  assert.deepEqual(sent, ["key-1", "key-1"]);
});

test("a page opened anew sends what an earlier one could not", async () => {
  const storage = new Storage();
  meet(new Office(), storage).session.write("dari kemarin");
  const { session } = meet(new Office(), storage);
  session.line.open();
  await settle();

  assert.deepEqual(texts(session), ["visitor dari kemarin", "bot ya"]);
});

test("a browser that keeps nothing still chats", async () => {
  const { session } = meet(new Office(), null);
  session.line.open();
  session.write("halo");
  await settle();

  assert.deepEqual(texts(session), ["visitor halo", "bot ya"]);
});

test("an unknown token is dropped and the visitor comes as a stranger, with what was written", async () => {
  const storage = new Storage();
  storage.setItem("test.token", '"old"');
  const office = new Office();
  office.refusal = ({ token }) => (token === "old" ? { code: "unknown_token" } : null);
  const { session, timers } = meet(office, storage);
  session.write("halo");
  session.line.open();
  assert.equal(office.met.token, "old");
  timers.run();
  await settle();

  assert.equal(office.met.token, undefined);
  assert.deepEqual(texts(session), ["visitor halo", "bot ya"]);
});

test("a server that refuses strangers too is not hammered", () => {
  const office = new Office();
  office.refusal = () => ({ code: "unknown_token" });
  const { session, timers } = meet(office);
  session.line.open();

  assert.ok(timers.waiting[0][1] >= 1000);
});

test("a busy server is tried again when it says", () => {
  const office = new Office();
  office.refusal = () => ({ code: "busy", retry_after: 30 });
  const { session, timers } = meet(office);
  session.line.open();

  assert.equal(session.chat.line, "refused");
  assert.equal(timers.waiting[0][1], 30_000);
});

test("the position is told on return, so that nothing comes twice", async () => {
  const { session, socket, office } = meet();
  session.line.open();
  session.write("halo");
  await settle();
  socket.cut();
  office.store("staff", "selamat pagi");
  socket.connect();
  await settle();

  assert.equal(office.met.last_pos, 2);
  assert.deepEqual(texts(session), ["visitor halo", "bot ya", "staff selamat pagi"]);
});

test("a gap is filled by asking", async () => {
  const { session, socket, office } = meet();
  session.line.open();
  office.store("staff", "satu");
  socket.say("message", office.store("staff", "dua"));
  await settle();

  assert.deepEqual(texts(session), ["staff satu", "staff dua"]);
});

test("nothing empty and nothing too long is sent; characters count, not their halves", () => {
  const { session } = meet();
  assert.equal(session.write("  \n "), false);
  assert.equal(session.write("😀".repeat(TEXT_LIMIT + 1)), false);
  assert.equal(session.write("😀".repeat(TEXT_LIMIT)), true);
});

test("a choice sends its value and shows its label", async () => {
  const { session, socket } = meet();
  session.line.open();
  session.choose({ value: "again", label: "Coba lagi" });
  assert.equal(session.chat.outbox[0].text, "Coba lagi");
  await settle();

  assert.deepEqual(socket.heard[0], ["send", { choice: "again", client_key: "key-1" }]);
  assert.equal(session.chat.history.messages[0].text, "Coba lagi");
});

test("what is before the eyes is told as read, once", async () => {
  const { session, socket, office } = meet();
  office.store("bot", "halo");
  session.line.open();
  session.see();
  session.see();
  await settle();

  assert.deepEqual(socket.heard, [["read", { pos: 1 }]]);
});

test("typing is told to a person only, and not with every key", () => {
  const { session, socket } = meet();
  session.line.open();
  session.type();
  assert.deepEqual(socket.heard, []);
  socket.say("speaker", { speaker: "waiting" });
  session.now = () => 100_000;
  session.type();
  session.type();
  socket.say("speaker", { speaker: "staff", name: "Sari" });
  session.now = () => 200_000;
  session.type();

  assert.deepEqual(socket.heard, [["typing", {}], ["typing", {}]]);
});
