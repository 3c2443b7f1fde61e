import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import test from "node:test";
import { io } from "socket.io-client";
import { Line } from "loket/shared/line.js";

const A_MINUTE_MS = 60_000;

test("when the network is back, the pause before the next try is not waited out", { timeout: 10_000 }, async () => {
  const server = createServer((connection) => connection.destroy()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const options = { autoConnect: false, reconnectionDelay: A_MINUTE_MS, reconnectionDelayMax: A_MINUTE_MS, transports: ["websocket"] };
  const socket = io(`http://127.0.0.1:${server.address().port}`, options);
  let wentDown = () => {};
  const line = new Line(socket, { down: () => wentDown() });
  const isDown = () => new Promise((resolve) => (wentDown = resolve));

  for (const tryAtOnce of [() => line.open(), () => line.hurry()]) {
    const down = isDown();
    const came = once(server, "connection");
    tryAtOnce();
    await Promise.all([came, down]);
  }

  assert.equal(line.isUp, false);
  socket.disconnect();
  server.close();
});
