import assert from "node:assert/strict";
import test from "node:test";
import { addressOf, EVERYTHING, listQuestion, readAddress } from "loket/desk/address.js";
import { around, asked, isShown, withPage } from "loket/desk/found.js";
import { listed } from "loket/desk/list.js";
import { closed, reduce } from "loket/desk/state.js";
import { isMine, isOverdue, isUnread } from "loket/desk/threads.js";
import { after, budi, caughtUp, me, owned, thread, told, waiting, went } from "./desks.js";

const shown = (desk) => listed(desk).map(({ conversation }) => conversation);

test("tabs hold what they say: who waits by urgency and time, the rest by who moved last", () => {
  const desk = after(
    caughtUp([
      owned(1),
      waiting(2, "2026-11-23T03:00:00Z"),
      waiting(3, "2026-11-23T02:30:00Z"),
      thread(4),
      owned(5, budi),
      waiting(6, "2026-11-23T04:00:00Z", { priority: 3 }),
      thread(7, { closed_at: "2026-11-23T05:00:00Z" }),
      owned(8, me, { snoozed_until: "2026-11-24T05:00:00Z" }),
    ]),
  );
  const of = (tab) => shown(reduce(desk, went(null, { tab })));
  assert.deepEqual(of("mine"), [1]);
  assert.deepEqual(of("waiting"), [6, 3, 2]);
  assert.deepEqual(of("bot"), [4]);
  assert.deepEqual(of("all"), [8, 6, 5, 4, 3, 2, 1]);
  assert.deepEqual(of("closed"), [7]);
});

test("the list reaches down to its last page, and an event puts a thread on top", () => {
  const page = (threads, next) => ({ type: "listed", view: EVERYTHING, threads, next });
  const desk = after(caughtUp([thread(1), thread(9)]), page([thread(9), thread(8)], "cursor"));
  assert.deepEqual(shown(desk), [9, 8]);
  const moved = reduce(desk, told(6, { thread: thread(1, { at: "2026-11-23T09:00:00.000Z" }) }));
  assert.deepEqual(shown(moved), [1, 9, 8]);
  assert.deepEqual(shown(reduce(desk, page([thread(3)], null))), [9, 8, 3, 1]);
});

test("a page of a view that was left meanwhile is known, but is no page of this one", () => {
  const desk = after(caughtUp([]), went(null, { tab: "bot" }), { type: "listed", view: EVERYTHING, threads: [thread(3)], next: "c" });
  assert.equal(desk.list.isAsked, false);
  assert.deepEqual(shown(desk), [3]);
});

test("filters keep what passes all of them", () => {
  const desk = after(
    caughtUp([
      thread(1, { channel: "sms", labels: ["Penting"] }),
      thread(2, { labels: ["penting"], department: { id: 3, name: "KTP" } }),
      owned(3, budi),
    ]),
  );
  const of = (view) => shown(reduce(desk, went(null, view)));
  assert.deepEqual(of({ label: "PENTING" }), [2, 1]);
  assert.deepEqual(of({ label: "penting", channel: "sms" }), [1]);
  assert.deepEqual(of({ department: 3 }), [2]);
  assert.deepEqual(of({ owner: 2 }), [3]);
});

test("the same list is the same array, so that nothing is drawn anew", () => {
  const desk = after(caughtUp([thread(1)]));
  assert.equal(listed(desk), listed({ ...desk, notice: "other" }));
});

test("a thread is mine only while I speak in it", () => {
  assert.equal(isMine(owned(1), me), true);
  assert.equal(isMine(thread(1), me), false);
  assert.equal(isMine(owned(1, budi), me), false);
  assert.equal(isMine(null, me), false);
  assert.equal(isMine(owned(1, me, { closed_at: "2026-11-23T02:00:00Z" }), me), false);
});

test("unread is what people care for and I have not read", () => {
  assert.equal(isUnread(thread(1), me), false);
  assert.equal(isUnread(waiting(1, "2026-11-23T02:00:00Z"), me), true);
  assert.equal(isUnread(owned(1), me), true);
  assert.equal(isUnread(owned(1, budi), me), false);
  assert.equal(isUnread(owned(1, me, { read_pos: 1 }), me), false);
  assert.equal(isUnread(thread(1, { attention: true }), me), true);
});

test("a first answer is overdue once its time has come, unless the bot speaks", () => {
  const due = { answer_due: "2026-11-23T02:00:00Z" };
  const then = Date.parse(due.answer_due);
  assert.equal(isOverdue(waiting(1, due.answer_due, due), then + 1), true);
  assert.equal(isOverdue(waiting(1, due.answer_due, due), then - 1), false);
  assert.equal(isOverdue(thread(1, due), then + 1), false);
  assert.equal(isOverdue(waiting(1, due.answer_due), then + 1), false);
});

test("an address says what is shown, and reads back as it was", () => {
  const place = {
    view: { tab: "waiting", label: "a & b", channel: "sms", department: 2, owner: 7, q: "Budi ?" },
    open: 12,
  };
  assert.deepEqual(readAddress(addressOf(place)), place);
  assert.equal(addressOf({ view: EVERYTHING, open: null }), "");
  assert.deepEqual(readAddress(""), { view: EVERYTHING, open: null });
  assert.deepEqual(listQuestion(place.view), { tab: "waiting", label: "a & b", channel: "sms", department: 2, owner: 7 });
});

for (const typed of ["?tab=no&thread=-1", "?thread=1e3&owner=x", "?thread=99999999999999999999", "?tab[]=mine", "?thread=%00"]) {
  test(`an address that nobody wrote shows everything: ${typed}`, () => {
    assert.deepEqual(readAddress(typed), { view: EVERYTHING, open: null });
  });
}

test("a search keeps its hits once each, page after page, and forgets another's", () => {
  const hit = (conversation, id) => ({ thread: thread(conversation), message: id ? { id } : null, matched: "text" });
  let found = withPage(asked("ktp"), { q: "ktp", hits: [hit(1), hit(1, 5)], next: "c" });
  found = withPage(found, { q: "ktp", hits: [hit(1, 5), hit(2, 6)], next: null });
  assert.equal(found.hits.length, 3);
  assert.equal(found.next, null);
  assert.equal(withPage(found, { q: "other", hits: [hit(9)], next: null }), found);
});

test("what was found stays while its threads are opened", () => {
  const hits = [{ thread: thread(3), message: null, matched: "name" }];
  const view = { ...EVERYTHING, q: "budi" };
  const desk = after(caughtUp([]), went(null, view), { type: "searching", q: "budi", isMore: false }, { type: "found", q: "budi", hits, next: null });
  const opened = reduce(desk, { type: "went", view, open: 3 });
  assert.equal(opened.found.hits.length, 1);
  assert.equal(opened.threads[3].conversation, 3);
  assert.equal(closed().found.hits.length, 0);
});

test("a text that was found is cut around the word that was asked for", () => {
  assert.deepEqual(around("ada kampas rem?", "kampas"), ["ada ", "kampas", " rem?"]);
  assert.deepEqual(around("Ada KAMPÁS rem?", "rem kamp"), ["Ada ", "KAMP", "ÁS rem?"]);
  assert.deepEqual(around("rekam kampas", "k"), ["rekam kampas", "", ""]);
  assert.deepEqual(around("", "x"), ["", "", ""]);
  const [before, word] = around(`${"sudah lama sekali ".repeat(9)}busi`, "busi");
  assert.equal(word, "busi");
  assert.equal(before.startsWith("…") && before.length < 30, true);
});

test("of several hits in one thread the one that was opened is current", () => {
  const [whole, fifth, sixth] = [null, 5, 6].map((pos) => ({ thread: thread(1), message: pos && { id: pos, pos, text: "", at: "" } }));
  const current = (desk) => [whole, fifth, sixth].filter((hit) => isShown(hit, desk));
  assert.deepEqual(current({ open: 1, lookedFor: 5 }), [fifth]);
  assert.deepEqual(current({ open: 1, lookedFor: null }), [whole]);
  assert.deepEqual(current({ open: 2, lookedFor: 5 }), []);
});
