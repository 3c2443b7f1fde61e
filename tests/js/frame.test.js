import assert from "node:assert/strict";
import test from "node:test";
import { Host, isOf } from "loket/chat/frame.js";

const SITE = "https://dukcapil.example";

function framed(sites = [SITE]) {
  const said = [];
  const parent = { postMessage: (words, origin) => said.push([words, origin]) };
  const own = { parent, origin: "https://chat.example", addEventListener: (_, hear) => (own.hear = hear) };
  const host = new Host({ own, sites, later: () => {} });
  const met = host.meet();
  const hear = (data, how = {}) => own.hear({ source: parent, origin: SITE, data, ...how });
  return { host, met, said, hear };
}

test("the page that frames us hears a greeting without content, then keeps what it is told", async () => {
  const { host, met, said, hear } = framed();
  assert.deepEqual(said, [[{ loket: "hello" }, "*"]]);
  hear({ loket: "kept", values: { "loket.chat.token": '"t"' } });
  await met;
  host.storage.setItem("loket.chat.draft", '"halo"');
  host.storage.removeItem("loket.chat.token");

  assert.equal(host.storage.getItem("loket.chat.draft"), '"halo"');
  assert.equal(host.storage.length, 1);
  assert.deepEqual(said.slice(1), [
    [{ loket: "keep", name: "loket.chat.draft", value: '"halo"' }, SITE],
    [{ loket: "keep", name: "loket.chat.token", value: null }, SITE],
  ]);
});

test("words of other windows, and of sites that are not listed, are not heard", () => {
  const { host, hear } = framed();
  const kept = { loket: "kept", values: { "loket.chat.token": '"evil"' } };
  hear(kept, { source: {} });
  hear(kept, { origin: "https://evil.example" });
  hear(kept, { origin: "null" });
  hear({ loket: "kept", values: "text" });
  hear(null);
  hear({ loket: "shown", shown: false });

  assert.equal(host.storage, null);
  assert.equal(host.isShown, true);
});

test("a second answer does not replace what is kept", () => {
  const { host, hear } = framed();
  hear({ loket: "kept", values: { a: "1" } });
  hear({ loket: "kept", values: { a: "2" } });

  assert.equal(host.storage.getItem("a"), "1");
});

test("whether the frame is seen, and what a page's button says, is told", () => {
  const { host, hear } = framed();
  let changes = 0;
  host.changed = () => (changes += 1);
  hear({ loket: "kept", values: {} });
  hear({ loket: "shown", shown: false });
  assert.deepEqual([host.isShown, host.text], [false, ""]);
  hear({ loket: "shown", shown: true, text: "Tanya KK" });

  assert.deepEqual([host.isShown, host.text, changes], [true, "Tanya KK", 2]);
});

test("nothing is said to a page that has not answered", () => {
  const { host, said } = framed();
  host.say({ loket: "unread", count: 1 });

  assert.equal(said.length, 1);
});

for (const [site, origin, fits] of [
  [SITE, SITE, true],
  [SITE, "http://dukcapil.example", false],
  [SITE, "https://dukcapil.example:8443", false],
  [SITE, "https://xdukcapil.example", false],
  [SITE, "https://dukcapilxexample", false],
  [SITE, "https://dukcapil.example.evil.example", false],
  ["https://*.go.example", "https://a.b.go.example", true],
  ["https://*.go.example", "https://go.example", false],
  ["https://*.go.example", "https://evilgo.example", false],
  ["http://127.0.0.1:*", "http://127.0.0.1:9000", true],
  ["http://127.0.0.1:*", "http://127.0.0.1", true],
  ["http://127.0.0.1:*", "http://127.0.0.1.evil.example:1", false],
  ["https://a.example:443", "https://a.example", true],
]) {
  test(`${origin} is ${fits ? "" : "not "}of ${site}`, () => assert.equal(isOf(site, origin), fits));
}
