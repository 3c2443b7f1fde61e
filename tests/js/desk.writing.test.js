import assert from "node:assert/strict";
import test from "node:test";
import { filled, fitting, unfilled, valuesOf, wordsOf } from "loket/desk/canned.js";
import { called, callsIn, completed, completing } from "loket/desk/completing.js";
import { deedWords } from "loket/desk/deeds.js";
import { mayBeThere, partsWords } from "loket/desk/names.js";
import { actName, money, needsOf, stateName } from "loket/desk/panel.js";
import { refusedWords } from "loket/desk/refusals.js";
import { clockTime, dayOf } from "loket/shared/moments.js";
import { texting } from "loket/desk/texting.js";
import { thread } from "./desks.js";

const reply = (shortcut, text_id, more = {}) => ({ id: 1, category: "", shortcut, text_id, text_en: "", ...more });

test("what stands before the caret may be completed, in the middle of a text too", () => {
  assert.deepEqual(completing("/sal", 4), { sign: "/", typed: "sal", from: 0, to: 4 });
  assert.deepEqual(completing("Halo /s dan", 7), { sign: "/", typed: "s", from: 5, to: 7 });
  assert.deepEqual(completing("tanya @bu", 9), { sign: "@", typed: "bu", from: 6, to: 9 });
  assert.equal(completing("24/11", 5), null);
  assert.equal(completing("a@b.id", 6), null);
  assert.equal(completing("https://x", 9), null);
  assert.equal(completing("", 0), null);
  assert.equal(completing("/sal lagi", 9), null);
});

test("what is chosen takes the place of what was typed", () => {
  const place = completing("Halo /s dan", 7);
  assert.deepEqual(completed("Halo /s dan", place, "selamat pagi"), { text: "Halo selamat pagi dan", caret: 17 });
});

test("canned replies are found by shortcut, then category, then words", () => {
  const all = [reply("jam", "Kami buka"), reply("buka", "Silakan"), reply("salam", "Halo", { category: "buka" })];
  assert.deepEqual(
    fitting(all, "BUKA", "id").map(({ shortcut }) => shortcut),
    ["buka", "salam", "jam"],
  );
  assert.equal(fitting(all, "tidak ada", "id").length, 0);
  assert.equal(fitting(Array.from({ length: 50 }, () => reply("a", "b")), "", "id").length, 8);
});

test("a reply speaks the contact's language, or the one it was written in", () => {
  assert.equal(wordsOf(reply("a", "halo", { text_en: "hello" }), "en"), "hello");
  assert.equal(wordsOf(reply("a", "halo"), "en"), "halo");
  assert.equal(wordsOf(reply("a", "", { text_en: "hello" }), "id"), "hello");
});

test("places are filled with what is known, their fallback, or stay and are told", () => {
  const told = filled("Yth. {name|Bapak/Ibu}, berkas {case} di {office}.", { office: "Disdukcapil", name: null });
  assert.equal(told.text, "Yth. Bapak/Ibu, berkas {case} di Disdukcapil.");
  assert.deepEqual(told.missing, ["case"]);
  assert.equal(filled("{name}", { name: "{case|x} $&" }).text, "{case|x} $&");
  assert.equal(filled("{{7*7}} %s", {}).text, "{{7*7}} %s");
});

test("a text with a known place in it is not filled in; other braces are words", () => {
  assert.deepEqual(unfilled("Tiket {ticket}, {name|Bapak/Ibu}, {ticket}."), ["{ticket}", "{name|Bapak/Ibu}"]);
  assert.deepEqual(unfilled("{} {x} {{7*7}} {Ticket"), []);
});

test("what fills the places is the newest that is open", () => {
  const panel = {
    person: { id: 1, name: "Ani" },
    cases: [
      { id: 1, number: "LKT-1", service: "ktp", stage: "collected" },
      { id: 2, number: "LKT-2", service: "kk", stage: "ready" },
    ],
    orders: [{ id: 3, number: "ORD-1", state: "declined" }],
  };
  const values = valuesOf(thread(1), panel, { staff: "Sari", office: "Dinas" });
  assert.deepEqual(values, { name: "Ani", case: "LKT-2", ticket: undefined, order: undefined, staff: "Sari", office: "Dinas" });
  assert.equal(valuesOf(thread(1, { name: "Budi" }), null, { staff: "", office: "" }).name, "Budi");
});

test("colleagues are called by the beginning of any of their names", () => {
  const staff = [
    { id: 1, name: "Sari Dewi" },
    { id: 2, name: "Budi Santoso" },
    { id: 3, name: "Dewi" },
  ];
  const names = (typed) => called(staff, typed, 1).map(({ name }) => name);
  assert.deepEqual(names("s"), ["Budi Santoso"]);
  assert.deepEqual(names("de"), ["Dewi"]);
  assert.deepEqual(names(""), ["Budi Santoso", "Dewi"]);
});

test("the meter tells parts, cost and what makes a text dear", () => {
  const settings = { sms_cost_rupiah: 350, segments_most: 3 };
  const plain = texting("a".repeat(161), settings);
  assert.deepEqual([plain.encoding, plain.segments, plain.cost, plain.dear, plain.plainer], ["gsm7", 2, 700, [], null]);
  const accent = texting("Ānda datang", settings);
  assert.deepEqual([accent.encoding, accent.dear], ["ucs2", ["Ā"]]);
  assert.equal(accent.plainer.text, "Anda datang");
  const smile = texting("Halo 🙂 apa kabar", settings);
  assert.deepEqual([smile.dear, smile.plainer.text], [["🙂"], "Halo apa kabar"]);
  assert.equal(texting("🙂", settings).plainer, null);
  assert.equal(texting("a".repeat(460), settings).isTooLong, true);
  assert.equal(texting("“kutipan” – rapi…", settings).encoding, "gsm7");
  assert.equal(texting("x", {}).cost, null);
});

test("every act and state has a name, and an unknown one its own", () => {
  assert.equal(stateName("ready"), "ready");
  assert.equal(stateName("brand_new"), "brand_new");
  assert.equal(actName("order", "fly"), "fly");
  assert.deepEqual(needsOf("ticket", "call"), ["counter"]);
  assert.deepEqual(needsOf("order", "confirm"), []);
});

test("a refusal says what can be done now", () => {
  assert.match(refusedWords({ code: "taken", owner: { name: "Budi" } }), /^Budi/u);
  assert.match(refusedWords({ code: "no_place", times: ["09:00", "10:00"] }), /09:00, 10:00/u);
  assert.match(refusedWords({ code: "too_long", segments_most: 10 }), /10/u);
  assert.equal(refusedWords(undefined), refusedWords({ code: "brand_new" }));
});

test("a note calls only those who work here, as the server reads it", () => {
  const calls = (text) => callsIn(text, ["sari", "budi.s"]).filter((_, index) => index % 2);
  assert.deepEqual(calls("@sari, tanya @unknown dan @Budi.S."), ["@sari", "@Budi.S"]);
  assert.deepEqual(calls("sari@sari.id a.@sari @sari2 @@sari"), []);
  assert.deepEqual(callsIn("halo @sari", ["sari"]), ["halo ", "@sari", ""]);
  assert.deepEqual(callsIn("", [""]), [""]);
});

test("a colleague is found by login, too", () => {
  assert.deepEqual(called([{ id: 2, name: "Budi Santoso", login: "bsan" }], "bs", 1).map(({ id }) => id), [2]);
});

test("of a long text it is told how far its parts are, where they differ", () => {
  assert.equal(partsWords([]), "");
  assert.equal(partsWords(["sent", "sent"]), "2 parts");
  assert.equal(partsWords(["sent", "unknown", "queued", "sent"]).startsWith("of 4 parts: 2 sent, 1 "), true);
});

test("only what may be there already is asked about before it leaves again", () => {
  assert.equal(mayBeThere({ status: "failed" }), false);
  assert.equal(mayBeThere({ status: "expired", parts: ["sent", "queued"] }), false);
  assert.equal(mayBeThere({ status: "unknown" }), true);
  assert.equal(mayBeThere({ status: "failed", parts: ["unknown", "failed"] }), true);
});

test("the audit is told in words", () => {
  const words = (act, detail = {}, names = {}) => deedWords({ act, detail, names });
  assert.equal(words("transfer", { colleague: 2 }, { colleague: "Budi" }), "Handed it over to Budi");
  assert.equal(words("transfer", { department: 3 }, { department: "Counter" }), "Handed it over to Counter");
  assert.equal(words("write", { is_note: true }), "Wrote a note");
  assert.equal(words("put_labels", { add: ["a", "b"], remove: ["c"] }), "Put on labels: a, b; Took off labels: c");
  assert.equal(words("set_urgency", { urgency: 0 }), "Priority: No priority");
  assert.equal(words("case_ready", { kind: "case", id: 1, number: "LKT-2026-000001" }), "LKT-2026-000001: Ready for pick-up");
  assert.equal(words("staff_role", { name: "sari", before: "agent", role: "auditor" }), "Made sari, so far agent, auditor");
  assert.equal(words("department_join", { name: "Tax", colleague: 2 }, { colleague: "Budi" }), "Budi now works in Tax");
  assert.equal(words("something_new"), "something new");
});

test("money, hours and days are written as the bot writes them", () => {
  assert.equal(money(1250000), "Rp1.250.000");
  assert.equal(clockTime("2026-11-25T14:05:00"), "14:05");
  assert.equal(dayOf("2026-11-25"), "Wed 25 Nov");
});
