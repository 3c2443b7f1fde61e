import assert from "node:assert/strict";
import test from "node:test";
import { titled } from "loket/chat/notices.js";
import { asText } from "loket/chat/transcript.js";
import { bannerText } from "loket/chat/view.js";
import { dayOf, opening } from "loket/shared/moments.js";

const at = (pos) => new Date(2026, 10, 23, 9, pos).toISOString();

test("a conversation as text tells when, who and what", () => {
  const text = asText(
    [
      { id: 1, pos: 1, author: "visitor", text: "two\nlines", at: at(1) },
      { id: 2, pos: 2, author: "system", text: "Sari is now answering you.", at: at(2) },
      { id: 3, pos: 3, author: "staff", name: "Sari", text: "Good morning", at: at(3) },
    ],
    "Chat",
  );

  const [heading, , ...lines] = text.split("\n");
  assert.equal(heading, "Chat");
  assert.match(lines[0], /23 .* You: two$/u);
  assert.equal(lines[1], "    lines");
  assert.match(lines[2], /-- Sari is now answering you\.$/u);
  assert.match(lines[3], / Sari: Good morning$/u);
});

test("the tab's title counts what is unread", () => {
  assert.equal(titled("Chat", 0), "Chat");
  assert.equal(titled("Chat", 3), "(3) Chat");
});

test("an opening is told with its day unless it is today", () => {
  const now = new Date(2026, 10, 23, 6, 0);
  assert.match(opening(new Date(2026, 10, 23, 8, 0).toISOString(), now), /^today at 0?8/u);
  assert.match(opening(new Date(2026, 10, 24, 8, 0).toISOString(), now), /^on Tuesday.* at 0?8/u);
});

test("the banner says honestly who answers", () => {
  const says = (speaking, line = "up") => bannerText({ line, refusal: null, speaking });
  const waits = { speaker: "waiting", name: null, place: null, on_duty: true, opens_at: null };

  assert.equal(says({ ...waits, place: 2 }), "Waiting for a person: number 2 in line");
  assert.match(says({ ...waits, on_duty: false }), /Nobody is at the desk/u);
  assert.match(says({ ...waits, on_duty: false, opens_at: at(0) }), /We open .* your message is kept/u);
  assert.equal(says({ ...waits, speaker: "staff", name: "Sari" }), "Sari is answering you.");
  assert.match(says(null, "down"), /No connection/u);
  assert.match(says(null, "connecting"), /Connecting/u);
});

test("a day of the calendar is named, and nothing where there is none", () => {
  assert.match(dayOf("2026-11-25"), /25/);
  for (const none of ["", null, undefined, "soon", "2026-11"]) {
    assert.equal(dayOf(none), "");
  }
});
