/** The desk: state, line, views and keys put together. */
import { render } from "preact";
import { html } from "htm/preact";
import { io } from "socket.io-client";
import { actsOf } from "loket/desk/acts.js";
import { readAddress } from "loket/desk/address.js";
import { bellOf } from "loket/desk/bells.js";
import { fetchSheetsSoon } from "loket/desk/brought.js";
import { commandOf } from "loket/desk/commands.js";
import { HeaderTools } from "loket/desk/header.js";
import { called, kindName } from "loket/desk/names.js";
import { Reader } from "loket/desk/reader.js";
import { Bell, notify } from "loket/desk/ringing.js";
import { closed, openThread, reduce } from "loket/desk/state.js";
import { readSwitches } from "loket/desk/switches.js";
import { isUnread } from "loket/desk/threads.js";
import { DeskView } from "loket/desk/view.js";
import { TYPING_MS } from "loket/desk/watchers.js";
import { Courier } from "loket/shared/courier.js";
import { Keep } from "loket/shared/keep.js";
import { Line, SOCKET_OPTIONS } from "loket/shared/line.js";
import { Store } from "loket/shared/store.js";
import { later } from "loket/shared/timers.js";

/** @typedef {import("loket/desk/switches.js").Kind} Kind */

const CLOCK_MS = 20_000;
const READ_AFTER_MS = 400;
const HIDDEN_FRAME_MS = 500;
const FIELDS = "input, textarea, select, [contenteditable]";
const OPEN_FORM = ".person form";
/** What is pressed in the side panel and stays there; the others lead out of it. */
const ASIDE = ".person :is(button:not(.back, .earlier), form, summary, a)";

const root = /** @type {HTMLElement} */ (document.getElementById("desk"));
const tools = document.getElementById("desk-tools");
const title = document.title;
/** Drafts and what waits to be sent are of one person, whoever logs in here after them. */
const keep = new Keep(`loket.desk.${root.dataset.me ?? ""}.`);
const bell = new Bell();
const kept = keep.get("outbox");
const outbox = (Array.isArray(kept) ? kept : []).map((each) => (each.stage === "sending" ? { ...each, stage: "queued" } : each));
const here = readAddress(location.search);
const store = new Store(
  reduce,
  closed({ switches: readSwitches(keep.get("switches")), outbox, view: here.view, open: here.open }),
);

const socket = io("/desk", SOCKET_OPTIONS);
const line = new Line(/** @type {any} */ (socket), {
  up: () => void reader.catchUp(),
  down: () => store.tell({ type: "down" }),
  refused: ({ code }) => {
    if (code !== "login") {
      return undefined;
    }
    store.tell({ type: "loggedOut" });
    return null;
  },
  hears: {
    event: hear,
    watching: ({ conversation, staff }) => store.tell({ type: "watching", conversation, staff: staff ?? [] }),
    staff: ({ staff }) => {
      store.tell({ type: "staff", staff });
      acts.refreshLoad();
    },
    read: ({ conversation, pos }) => store.tell({ type: "read", conversation, pos }),
    visitor_typing: hearTyping,
    mention: ({ by, text, conversation, pos }) => {
      store.tell({ type: "mentions", count: store.state.mentions + 1 });
      tellPerson("mention", `${by?.name ?? ""}: ${text ?? ""}`, () => acts.openAt(conversation, pos));
    },
  },
});
const reader = new Reader(line, store);
const courier = new Courier({ line, outbox: () => store.state.outbox, tell: store.tell });
const acts = actsOf({ line, store, reader, keep, bell, office: root.dataset.office ?? "", draw: show });

/** @param {import("loket/desk/state.js").Told} told */
function hear(told) {
  const before = store.state;
  const kind = bellOf(before, told);
  store.tell({ type: "told", told });
  if (kind && told.thread) {
    const { conversation } = told.thread;
    tellPerson(kind, `${called(told.thread)}: ${told.thread.preview}`, () => acts.open(conversation));
  } else if (kind) {
    tellPerson(kind, kindName(kind), () => {});
  }
  if (told.kind === "aside" && before.aside.shown) {
    acts.showAside();
  }
  if (told.kind === "canned") {
    void reader.canned();
  }
  if (told.conversation !== null && told.conversation === store.state.open && told.kind !== "status") {
    reader.panelSoon();
  }
}

/** @param {{conversation: number, text?: string}} typing */
function hearTyping({ conversation, text }) {
  const typing = { conversation, text, until: Date.now() + TYPING_MS };
  store.tell({ type: "typing", typing });
  later(() => store.state.typing === typing && store.tell({ type: "typing", typing: null }), TYPING_MS);
}

/**
 * A sound and a notice, as they are switched on; a notice only for what nobody looks at.
 *
 * @param {Kind} kind
 * @param {string} body
 * @param {() => void} press
 */
function tellPerson(kind, body, press) {
  const { sound, notice } = store.state.switches;
  if (sound[kind]) {
    bell.ring(kind);
  }
  if (notice[kind] && (document.hidden || !document.hasFocus())) {
    notify({ title: kindName(kind), body, tag: `loket-${kind}`, press });
  }
}

let isShowing = false;

/** Draw once for all that happens within a frame: hundreds of threads may move. */
function showSoon() {
  if (!isShowing) {
    isShowing = true;
    if (document.hidden) {
      later(show, HIDDEN_FRAME_MS);
    } else {
      requestAnimationFrame(show);
    }
  }
}

function show() {
  isShowing = false;
  const desk = store.state;
  render(html`<${DeskView} desk=${desk} acts=${acts} now=${Date.now()} />`, root);
  if (tools) {
    render(html`<${HeaderTools} desk=${desk} acts=${acts} />`, tools);
  }
  const unread = Object.values(desk.threads).filter((thread) => isUnread(thread, desk.me)).length;
  document.title = unread > 0 ? `(${unread}) ${title}` : title;
}

let isReading = false;

/** The open thread is read while somebody looks at the page. */
function readSoon() {
  const thread = openThread(store.state);
  const isNew = thread && store.state.messages.length > 0 && thread.last_pos > (thread.read_pos ?? 0);
  if (!isNew || isReading || document.hidden) {
    return;
  }
  isReading = true;
  const { conversation, last_pos: pos } = thread;
  later(async () => {
    const answer = await reader.ask("read", { conversation, pos });
    isReading = false;
    if (answer) {
      store.tell({ type: "read", conversation, pos });
    }
  }, READ_AFTER_MS);
}

/** Whether the side panel was last pressed or stepped into, though the button be gone by now. */
let isAside = false;

/** @param {Event} event */
function follow({ target }) {
  isAside = target instanceof Element && target.closest(ASIDE) !== null;
}

/** Escape leaves the side panel before the thread. */
function leavesSide() {
  const isLeft = isAside && !store.state.isWhoOpen && !store.state.aside.shown;
  isAside = false;
  if (isLeft && document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
  return isLeft;
}

/** @param {KeyboardEvent} event */
function press(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (store.state.top !== null || event.isComposing) {
    return;
  }
  const isAsking = document.querySelector(OPEN_FORM) !== null;
  const command = commandOf(store.state, event, target.closest(FIELDS) !== null, isAside || isAsking);
  if (command === "leave" && (isAsking || leavesSide())) {
    return;
  }
  if (command) {
    event.preventDefault();
    acts.run(command);
    show();
  }
}

root.replaceChildren();
root.removeAttribute("aria-busy");
let keptOutbox = store.state.outbox;
store.watch((desk) => {
  showSoon();
  if (desk.outbox !== keptOutbox) {
    keptOutbox = desk.outbox;
    keep.set("outbox", desk.outbox.length > 0 ? desk.outbox : undefined);
  }
  if (!desk.isUp) {
    return;
  }
  courier.carry();
  readSoon();
  if (desk.isBehind) {
    void reader.catchUp();
  } else if (desk.isCountStale) {
    reader.count();
  }
});
document.addEventListener("keydown", press);
document.addEventListener("focusin", follow);
document.addEventListener("pointerdown", follow);
document.addEventListener("visibilitychange", () => {
  showSoon();
  readSoon();
});
window.addEventListener("popstate", () => acts.arrive());
window.addEventListener("online", () => line.hurry());
window.setInterval(() => {
  showSoon();
  acts.refreshLoad();
}, CLOCK_MS);
line.open();
fetchSheetsSoon();
