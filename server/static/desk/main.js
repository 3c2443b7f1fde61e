/** The desk: state, line, view and keys put together. */
import { render } from "preact";
import { html } from "htm/preact";
import { io } from "socket.io-client";
import { wished } from "loket/desk/keys.js";
import { closed, openThread, reduce } from "loket/desk/state.js";
import { DeskView } from "loket/desk/view.js";
import { Courier } from "loket/shared/courier.js";
import { Keep } from "loket/shared/keep.js";
import { newKey } from "loket/shared/keys.js";
import { Line, SOCKET_OPTIONS } from "loket/shared/line.js";
import { t } from "loket/shared/phrases.js";
import { explained } from "loket/shared/refusals.js";
import { Store } from "loket/shared/store.js";

const CLOCK_MS = 30_000;
const FIELDS = "input, textarea, select, [contenteditable]";

const root = /** @type {HTMLElement} */ (document.getElementById("desk"));
const keep = new Keep("loket.desk.");
const store = new Store(reduce, closed({ seen: keep.get("seen"), hasKeys: keep.get("keys") ?? true }));
let isCatchingUp = false;
let keptSeen = store.state.seen;

const socket = io("/desk", SOCKET_OPTIONS);
const line = new Line(/** @type {any} */ (socket), {
  up: () => void catchUp(),
  down: () => store.tell({ type: "down" }),
  refused: ({ code }) => {
    if (code !== "login") {
      return undefined;
    }
    store.tell({ type: "loggedOut" });
    return null;
  },
  hears: {
    event: (told) => {
      store.tell({ type: "told", told });
      if (told.kind === "aside" && store.state.aside.shown) {
        void showAside();
      }
    },
  },
});
const courier = new Courier({ line, outbox: () => store.state.outbox, tell: store.tell });

async function catchUp() {
  if (isCatchingUp) {
    return;
  }
  isCatchingUp = true;
  const answer = await line.ask("since", { n: store.state.n }).catch(() => null);
  isCatchingUp = false;
  if (answer?.ok) {
    store.tell({ type: "caughtUp", ...answer });
    await look(store.state.open ?? addressed());
  }
}

/** The thread that the page's address names, so that a reload comes back to it. */
function addressed() {
  const number = Number(location.hash.slice(1));
  const isKnown = number in store.state.threads;
  if (isKnown) {
    store.tell({ type: "opening", conversation: number });
  }
  return isKnown ? number : null;
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

async function showAside() {
  const answer = await line.ask("aside", {}).catch(() => null);
  if (answer?.ok) {
    store.tell({ type: "aside", aside: { count: answer.count, shown: answer.aside } });
  }
}

/**
 * @param {string} event
 * @param {Record<string, unknown>} payload
 */
async function act(event, payload) {
  const answer = await line.ask(event, payload).catch(() => null);
  if (answer?.thread) {
    store.tell({ type: "thread", thread: answer.thread });
  }
  store.tell({ type: "notice", notice: answer?.ok ? null : refusal(answer?.error) });
}

/** @param {{code: string, owner?: {name: string} | null} | undefined} error */
function refusal(error) {
  if (error?.code === "taken" && error.owner?.name) {
    return t("{name} was quicker and is answering.", { name: error.owner.name });
  }
  return ["taken", "not_yours", "not_allowed", "slow_down", "try_later"].includes(error?.code ?? "")
    ? explained(error)
    : t("This did not work. Please try again.");
}

/** @type {import("loket/desk/view.js").Acts} */
const acts = {
  tab: (tab) => store.tell({ type: "tab", tab }),
  open: (conversation) => {
    store.tell({ type: "opening", conversation });
    history.replaceState(null, "", conversation === null ? "#" : `#${conversation}`);
    void look(conversation);
  },
  older: () => void look(store.state.open, store.state.messages[0]?.pos),
  take: (conversation) => void act("take", { conversation }),
  giveBack: (conversation) => void act("return", { conversation }),
  close: (conversation) => void act("close", { conversation }),
  sendAgain: (conversation, id) => {
    if (window.confirm(t("The person may have it already and would get it twice. Send it again?"))) {
      void act("resend", { conversation, id });
    }
  },
  write: (conversation, text, isNote) =>
    store.tell({
      type: "written",
      pending: {
        key: newKey(),
        event: isNote ? "note" : "reply",
        payload: { conversation, text },
        text,
        at: Date.now(),
        stage: "queued",
        lane: String(conversation),
      },
    }),
  showAside: () => void showAside(),
  hideAside: () => store.tell({ type: "aside", aside: { ...store.state.aside, shown: null } }),
  putAway: (ids) => void act("put_away", { ids }),
  tryAgain: (key) => store.tell({ type: "again", key, freshKey: newKey() }),
  drop: (key) => store.tell({ type: "dropped", key }),
  toggle: (what) => {
    store.tell({ type: "toggled", what });
    keep.set("keys", store.state.hasKeys);
  },
  draft: (conversation) => keep.get(`draft.${conversation}`) ?? "",
  keepDraft: (conversation, text) => keep.set(`draft.${conversation}`, text || undefined),
};

function show() {
  render(html`<${DeskView} desk=${store.state} acts=${acts} now=${Date.now()} />`, root);
}

/** @param {KeyboardEvent} event */
function press(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !target.matches(FIELDS);
  const wish = isOurs ? wished(store.state, event.key) : null;
  if (!wish) {
    return;
  }
  event.preventDefault();
  const thread = openThread(store.state);
  if (wish.act === "open") {
    acts.open(wish.conversation);
  } else if (wish.act === "help") {
    acts.toggle("isHelping");
  } else if (wish.act === "leave") {
    leave();
  } else if (thread && (wish.act === "take" || wish.act === "giveBack")) {
    acts[wish.act](thread.conversation);
  } else {
    store.tell({ type: "toggled", what: "isNote", is: wish.act === "note" });
    document.getElementById("reply")?.focus();
  }
}

/** Out of what lies on top: the list of keys, the person, the thread. */
function leave() {
  const { isHelping, isWhoOpen, aside } = store.state;
  if (aside.shown) {
    acts.hideAside();
  } else if (isHelping || isWhoOpen) {
    store.tell({ type: "toggled", what: isHelping ? "isHelping" : "isWhoOpen", is: false });
  } else {
    acts.open(null);
  }
}

root.replaceChildren();
root.removeAttribute("aria-busy");
store.watch((desk) => {
  show();
  if (desk.seen !== keptSeen) {
    keptSeen = desk.seen;
    keep.set("seen", desk.seen);
  }
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
