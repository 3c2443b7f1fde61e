import assert from "node:assert/strict";
import test from "node:test";
import { Socket } from "loket/shared/socket.js";
import { settle } from "./ends.js";

/** A transport whose other end is the test, and timers that run when told to. */
function meet(auth = { token: "t" }) {
  const lines = [];
  const timers = [];
  const way = (name) => (address, hear, gone) => {
    const line = { name, address, hear, gone, sent: [], closed: false };
    lines.push(line);
    return { send: (packet) => line.sent.push(packet), close: () => (line.closed = true) };
  };
  const socket = new Socket("/visitor", {
    auth: (give) => give(auth),
    ways: [way("websocket"), way("polling")],
    later: (act, ms) => timers[timers.push({ act, ms }) - 1],
    never: (timer) => timer && (timer.act = () => {}),
  });
  const said = [];
  for (const event of ["connect", "disconnect", "connect_error", "message"]) {
    socket.on(event, (...words) => said.push([event, ...words]));
  }
  const run = (fits) => timers.splice(0).forEach((timer) => (fits(timer.ms) ? timer.act() : timers.push(timer)));
  return { socket, lines, said, run };
}

function opened(met) {
  met.socket.connect();
  const line = met.lines.at(-1);
  line.hear('0{"sid":"s","pingInterval":25000,"pingTimeout":20000}');
  line.hear('40/visitor,{"sid":"n"}');
  return line;
}

test("it opens, introduces itself, hears and answers pings", () => {
  const met = meet();
  const line = opened(met);
  line.hear('42/visitor,["message",{"text":"ha\\nlo"}]');
  line.hear("2");

  assert.deepEqual(line.sent, ['40/visitor,{"token":"t"}', "3"]);
  assert.deepEqual(met.said, [["connect"], ["message", { text: "ha\nlo" }]]);
  assert.equal(met.socket.connected, true);
});

test("a question gets its own answer", async () => {
  const met = meet();
  const line = opened(met);
  const first = met.socket.timeout(10).emitWithAck("send", { text: "1" });
  const second = met.socket.timeout(10).emitWithAck("send", { text: "2" });
  line.hear('43/visitor,2[{"ok":true,"id":2}]');
  line.hear('43/visitor,1[{"ok":true,"id":1}]');

  assert.equal(line.sent[1], '42/visitor,1["send",{"text":"1"}]');
  assert.deepEqual([(await first).id, (await second).id], [1, 2]);
});

test("a question ends with the connection, and when no answer comes", async () => {
  const met = meet();
  const line = opened(met);
  const lost = met.socket.timeout(10).emitWithAck("send", {});
  line.gone();
  await assert.rejects(lost);
  opened(met);
  const late = met.socket.timeout(10).emitWithAck("send", {});
  met.run((ms) => ms === 10);

  await assert.rejects(late);
});

test("a lost connection is opened anew by itself", () => {
  const met = meet();
  opened(met).gone();
  assert.deepEqual(met.said.at(-1), ["disconnect", "transport close"]);
  met.run((ms) => ms < 1000);

  assert.equal(met.lines.length, 2);
  assert.equal(met.lines[1].name, "websocket");
});

test("where no websocket opens, polling is tried, and patience grows", () => {
  const met = meet();
  const pauses = [];
  met.socket.connect();
  for (let turn = 0; turn < 6; turn += 1) {
    met.lines.at(-1).gone();
    met.run((ms) => ms <= 15_000 && pauses.push(ms));
  }

  assert.deepEqual(met.lines.slice(0, 3).map(({ name }) => name), ["websocket", "polling", "websocket"]);
  assert.equal(met.said[0][0], "connect_error");
  assert.equal(met.socket.active, true);
  assert.ok(Math.max(...pauses) > 4000);
});

test("a refusal is told with its reason and not tried again by itself", () => {
  const met = meet();
  met.socket.connect();
  met.lines[0].hear("0{}");
  met.lines[0].hear('44/visitor,{"message":"busy","data":{"code":"busy","retry_after":30}}');

  assert.deepEqual(met.said, [["connect_error", { message: "busy", data: { code: "busy", retry_after: 30 } }]]);
  assert.deepEqual([met.socket.active, met.lines[0].closed], [false, true]);
});

test("a server that falls silent is left", () => {
  const met = meet();
  opened(met);
  met.run((ms) => ms === 45_000);

  assert.deepEqual(met.said.at(-1), ["disconnect", "ping timeout"]);
});

test("to connect while a pause runs is to connect at once, and once", async () => {
  const met = meet();
  opened(met).gone();
  met.socket.connect();
  met.run((ms) => ms < 1000);
  await settle();

  assert.equal(met.lines.length, 2);
});
