import assert from "node:assert/strict";
import test from "node:test";
import { Keep } from "loket/shared/keep.js";
import { keyOf, newKey } from "loket/shared/keys.js";
import { pieces } from "loket/shared/links.js";
import { dayName, isNewDay, lasted, moment } from "loket/shared/moments.js";
import { nextDue, nextToSend } from "loket/shared/outbox.js";
import { nt, t } from "loket/shared/phrases.js";
import { Storage } from "./ends.js";

const links = (text) => pieces(text).flatMap(({ href }) => (href ? [href] : []));

test("plain http and https addresses are links, without the sentence's own punctuation", () => {
  assert.deepEqual(links("Lihat https://example.go.id/syarat?x=1#a, lalu (http://example.org/b)."), [
    "https://example.go.id/syarat?x=1#a",
    "http://example.org/b",
  ]);
});

test("nothing else of a stranger's text can be clicked", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://user:pass@example.org/",
    "https://bank.example@evil.example/",
    "https://exаmple.org/",
    "https://example.org/\u202egpj.exe",
    "https://exa\u200bmple.org/",
    "https://",
    "http://[::1",
    "file:///etc/passwd",
    "//example.org",
    "ftp://example.org",
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test("nothing is a link in a text that may be shown backwards", () => {
  for (const sign of "\u202a\u202b\u202d\u202e\u2066\u2067\u2068") {
    assert.deepEqual(links(`${sign}https://evil.example/di.og.hotnoc`), []);
  }
  assert.deepEqual(links("\u0627\u0646\u0638\u0631 https://example.org/"), ["https://example.org/"]);
});

test("the pieces together are the text, whatever it is", () => {
  for (const text of ["", "x", "https://a.example https://b.example!", "<img src=x onerror=alert(1)>", "\u202eabc"]) {
    assert.equal(
      pieces(text)
        .map((piece) => piece.text)
        .join(""),
      text,
    );
  }
});

test("a long text without an end is looked through quickly", () => {
  const started = performance.now();
  pieces(`https://${"a.".repeat(50_000)}`);
  pieces("http".repeat(50_000));
  assert.ok(performance.now() - started < 1000);
});

test("a storage that is full or absent is replaced by memory", () => {
  const storage = new Storage();
  storage.isFull = true;
  for (const keep of [new Keep("a.", storage), new Keep("a.", null)]) {
    keep.set("outbox.1", { key: "1" });
    assert.deepEqual(keep.get("outbox.1"), { key: "1" });
    assert.deepEqual(keep.all("outbox."), [{ key: "1" }]);
    keep.set("outbox.1", undefined);
    assert.equal(keep.get("outbox.1"), undefined);
  }
});

test("what somebody else broke in the storage reads as nothing", () => {
  const storage = new Storage();
  storage.setItem("a.token", "{not json");
  assert.equal(new Keep("a.", storage).get("token"), undefined);
});

test("keys are random UUIDs, also made by hand", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newKey(), uuid);
  assert.match(keyOf(new Uint8Array(16)), uuid);
  assert.match(keyOf(new Uint8Array(16).fill(255)), uuid);
});

test("one lane sends one at a time, another lane need not wait for it", () => {
  const outbox = [
    { key: "1", lane: "a", stage: "sending" },
    { key: "2", lane: "a", stage: "queued" },
    { key: "3", lane: "b", stage: "failed" },
    { key: "4", lane: "b", stage: "queued" },
  ];
  assert.equal(nextToSend(outbox, 0)?.key, "4");
  assert.equal(nextToSend(outbox.slice(0, 3), 0), undefined);
});

test("a message that must wait holds back those behind it, until its time", () => {
  const outbox = [
    { key: "1", stage: "queued", notBefore: 2000 },
    { key: "2", stage: "queued" },
  ];
  assert.equal(nextToSend(outbox, 1000), undefined);
  assert.equal(nextDue(outbox), 2000);
  assert.equal(nextToSend(outbox, 2000)?.key, "1");
});

test("phrases fill their gaps and leave unknown ones alone", () => {
  assert.equal(t("{name} is here {x}", { name: "Sari" }), "Sari is here {x}");
  assert.equal(t("{name}", { name: "{name}" }), "{name}");
  assert.equal(nt("{n} text", "{n} texts", 1), "1 text");
  assert.equal(nt("{n} text", "{n} texts", 0), "0 texts");
});

test("times are told short, and nonsense as nothing", () => {
  const now = new Date(2026, 10, 23, 10, 0);
  const at = (...parts) => new Date(...parts).toISOString();
  assert.equal(dayName(at(2026, 10, 23, 0, 5), now), "Today");
  assert.equal(dayName(at(2026, 10, 22, 23, 55), now), "Yesterday");
  assert.match(dayName(at(2026, 10, 20, 9, 0), now), /20/);
  assert.match(moment(at(2026, 10, 20, 9, 0), now), /20 .*9/);
  assert.equal(moment("nonsense"), "");
  assert.equal(lasted(at(2026, 10, 23, 9, 55), now.getTime()), "5 min");
  assert.equal(lasted(at(2026, 10, 23, 7, 55), now.getTime()), "2 h 5 min");
  assert.equal(lasted(at(2026, 10, 21, 7, 0), now.getTime()), "2 d 3 h");
  assert.equal(lasted(at(2026, 10, 23, 10, 5), now.getTime()), "0 min");
  assert.equal(isNewDay(undefined, { at: at(2026, 10, 23) }), true);
  assert.equal(isNewDay({ at: at(2026, 10, 22, 23) }, { at: at(2026, 10, 23, 1) }), true);
});
