import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { countSegments } from "loket/shared/segments.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/segments.json", import.meta.url), "utf8"));

test("the browser counts segments as the server does", () => {
  for (const { text, repeat, ...expected } of vectors) {
    const written = text ?? repeat[0].repeat(repeat[1]);
    assert.deepEqual(countSegments(written), expected, written.slice(0, 20));
  }
});
