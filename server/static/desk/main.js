/** The desk: state, line, view and keys put together. */
import { render } from "preact";
import { html } from "htm/preact";
import { io } from "socket.io-client";
import { closed, isMine, openThread, reduce, threadsOf } from "loket/desk/state.js";
import { DeskView } from "loket/desk/view.js";
import { Courier } from "loket/shared/courier.js";
import { Keep } from "loket/shared/keep.js";
import { Line, SOCKET_OPTIONS } from "loket/shared/line.js";
import { t } from "loket/shared/phrases.js";
import { Store } from "loket/shared/store.js";

const CLOCK_MS = 30_000;

const root = /** @type {HTMLElement} */ (document.getElementById("desk"));
const keep = new Keep("loket.desk.");
const store = new Store(reduce, closed());
let isHelping = false;
let isCatchingUp = false;

const socket = io("/desk", SOCKET_OPTIONS);
const line = new Line(/** @type {any} */ (socket), {
  up: () => void catchUp(),
  down: () => store.tell({ type: "down" }),
  refused: (refusal) => {
    if (refusal.code === "login") {
      store.tell({ type: "loggedOut" });
      return null;
    }
    return undefined;
  },
  hears: { event: (told) => store.tell({ type: "told", told }) },
});
const courier = new Courier({ line, outbox: () => store.state.outbox, tell: store.tell });

async function catchUp() {
  if (isCatchingUp) {
    return;
  }
  isCatchingUp = true;
  try {
    const answer = await line.ask("since", { n: store.state.n });
    if (answer.ok) {
      store.tell({ type: "caughtUp", ...answer });
      await look(store.state.open);
    }
  } catch {
    // the line is down: it catches up when it is back
  } finally {
    isCatchingUp = false;
  }
}

/**
 * @param {number | null} conversation
 * @param {number} [before]
 */
async function look(conversation, before) {
  if (conversation === null) {
    return;
  }
  const answer = await line.ask("open", { conversation, ...(before ? { before } : {}) }).catch(() => null);
  if (answer?.ok && store.state.open === conversation) {
    store.tell({ type: "opened", ...answer });
  }
}

/**
 * @param {string} event
 * @param {Record<string, unknown>} payload
 */
async function act(event, payload) {
  const answer = await line.ask(event, payload).catch(() => null);
  if (answer?.ok) {
    store.tell({ type: "notice", notice: null });
    if (answer.thread) {
      store.tell({ type: "thread", thread: answer.thread });
    }
    return;
  }
  store.tell({ type: "notice", notice: refusal(answer?.error) });
}

/** @param {{code?: string, message?: string, owner?: {name: string}} | undefined} error */
function refusal(error) {
  switch (error?.code) {
    case "taken":
      return t("{name} was quicker and is answering.", { name: error.owner?.name ?? "" });
    case "not_yours":
      return t("Take this conversation over first.");
    case "not_allowed":
      return t("Your role may look but not write.");
    default:
      return t("This did not work. Please try again.");
  }
}

/** @type {import("loket/desk/view.js").Acts} */
const acts = {
  tab: (tab) => store.tell({ type: "tab", tab }),
  open: (conversation) => {
    store.tell({ type: "opening", conversation });
    void look(conversation);
  },
  older: () => void look(store.state.open, store.state.messages[0]?.pos),
  take: (conversation) => void act("take", { conversation }),
  giveBack: (conversation) => void act("return", { conversation }),
  close: (conversation) => void act("close", { conversation }),
  sendAgain: (conversation, id) => void act("resend", { conversation, id }),
  write: (conversation, text, isNote) =>
    store.tell({
      type: "written",
      pending: {
        key: crypto.randomUUID(),
        event: isNote ? "note" : "reply",
        payload: { conversation, text },
        text,
        at: Date.now(),
        stage: "queued",
        lane: String(conversation),
      },
    }),
  tryAgain: (key) => store.tell({ type: "again", key, freshKey: crypto.randomUUID() }),
  draft: (conversation) => keep.get(`draft.${conversation}`) ?? "",
  keepDraft: (conversation, text) => keep.set(`draft.${conversation}`, text || undefined),
};

function show() {
  render(html`<${DeskView} desk=${store.state} acts=${acts} now=${Date.now()} isHelping=${isHelping} />`, root);
}

/** @param {KeyboardEvent} event */
function press(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea, select")) {
    return;
  }
  if (event.key === "?") {
    isHelping = !isHelping;
    show();
    return;
  }
  const thread = openThread(store.state);
  switch (event.key.toLowerCase()) {
    case "escape":
      isHelping = false;
      show();
      break;
    case "j":
      step(1);
      break;
    case "k":
      step(-1);
      break;
    case "t":
      if (thread && thread.speaker !== "staff") {
        acts.take(thread.conversation);
      }
      break;
    case "g":
      if (thread && isMine(thread, store.state.me)) {
        acts.giveBack(thread.conversation);
      }
      break;
    case "r":
      event.preventDefault();
      document.getElementById("reply")?.focus();
      break;
  }
}

/** @param {number} by */
function step(by) {
  const threads = threadsOf(store.state, store.state.tab);
  const at = threads.findIndex((thread) => thread.conversation === store.state.open);
  const next = threads[Math.min(Math.max(at + by, 0), threads.length - 1)];
  if (next) {
    acts.open(next.conversation);
  }
}

root.replaceChildren();
root.removeAttribute("aria-busy");
store.watch((desk) => {
  show();
  if (desk.isUp) {
    courier.carry();
    if (desk.isBehind) {
      void catchUp();
    }
  }
});
document.addEventListener("keydown", press);
window.addEventListener("online", () => line.open());
window.setInterval(show, CLOCK_MS);
line.open();
