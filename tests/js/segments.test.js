import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { countSegments, forcing, smsText, transliterate } from "loket/shared/segments.js";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));

test("the browser counts segments as the server does", () => {
  for (const { text, repeat, ...expected } of vectors("segments.json")) {
    const written = text ?? repeat[0].repeat(repeat[1]);
    assert.deepEqual(countSegments(written), expected, written.slice(0, 20));
  }
});

test("the browser knows what the server will write plain", () => {
  for (const { text, plain } of vectors("sms_text.json")) {
    assert.equal(smsText(text), plain);
  }
});

test("the browser offers the plain letters that the server would", () => {
  for (const { text, written, changes } of vectors("transliterations.json")) {
    const offered = transliterate(text);
    assert.equal(offered.text, written);
    assert.deepEqual(
      offered.changes.map(({ position, was, becomes }) => [position, was, becomes]),
      changes,
    );
  }
});

test("the browser names what forces UCS-2 as the server does", () => {
  for (const { text, forcing: expected } of vectors("forcing.json")) {
    const found = forcing(text).map(({ position, character, becomes }) => [position, character, becomes]);
    assert.deepEqual(found, expected, text);
  }
});

test("a long text with a letter that costs two is counted where it is cut", () => {
  assert.deepEqual(countSegments(`${"a".repeat(152)}€${"a".repeat(10)}`), {
    encoding: "gsm7",
    units: 164,
    segments: 2,
    left: 141,
  });
});
