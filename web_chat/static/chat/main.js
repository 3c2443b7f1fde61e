/** The chat page: state, line and view put together. */
import { render } from "preact";
import { html } from "htm/preact";
import { io } from "socket.io-client";
import { opened, reduce } from "loket/chat/state.js";
import { ChatView } from "loket/chat/view.js";
import { Courier } from "loket/shared/courier.js";
import { Keep } from "loket/shared/keep.js";
import { Line, SOCKET_OPTIONS } from "loket/shared/line.js";
import { language } from "loket/shared/phrases.js";
import { Store } from "loket/shared/store.js";

const TYPING_MS = 6000;

const root = /** @type {HTMLElement} */ (document.getElementById("chat"));
const opening = {
  greeting: root.dataset.greeting ?? "",
  suggestions: JSON.parse(root.dataset.suggestions ?? "[]"),
};
const keep = new Keep("loket.chat.");
const store = new Store(reduce, opened(keep.get("outbox") ?? []));

const socket = io("/visitor", {
  ...SOCKET_OPTIONS,
  auth: (/** @type {(auth: object) => void} */ give) =>
    give({
      token: keep.get("token"),
      language,
      last_pos: store.state.history.pos,
      page: location.pathname,
    }),
});

let typingEnds = 0;
const line = new Line(/** @type {any} */ (socket), {
  down: () => store.tell({ type: "down" }),
  refused: (refusal) => {
    if (refusal.code === "unknown_token") {
      keep.set("token", undefined);
      return 0;
    }
    return undefined;
  },
  hears: {
    welcome: ({ token, ...welcome }) => {
      keep.set("token", token);
      store.tell({ type: "welcome", welcome });
    },
    message: (message) => store.tell({ type: "arrived", message }),
    speaker: ({ speaker, name }) => store.tell({ type: "speaker", speaker, name }),
    typing: () => {
      store.tell({ type: "typing", isTyping: true });
      window.clearTimeout(typingEnds);
      typingEnds = window.setTimeout(() => store.tell({ type: "typing", isTyping: false }), TYPING_MS);
    },
  },
});

const courier = new Courier({ line, outbox: () => store.state.outbox, tell: store.tell });

async function catchUp() {
  store.tell({ type: "asking" });
  try {
    const { messages, more } = await line.ask("since", { pos: store.state.history.pos });
    store.tell({ type: "told", messages: messages ?? [], more: more ?? false });
  } catch {
    store.tell({ type: "untold" });
  }
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} payload
 */
function write(text, payload) {
  const key = crypto.randomUUID();
  store.tell({
    type: "written",
    pending: { key, event: "send", payload, text, at: Date.now(), stage: "queued" },
  });
}

const acts = {
  write: (/** @type {string} */ text) => write(text, { text }),
  choose: (/** @type {{value: string, label: string}} */ choice) => write(choice.label, { choice: choice.value }),
  tryAgain: (/** @type {string} */ key) => store.tell({ type: "again", key, freshKey: crypto.randomUUID() }),
};

let seen = 0;
root.replaceChildren();
store.watch((chat) => {
  keep.set("outbox", chat.outbox.length > 0 ? chat.outbox : undefined);
  render(html`<${ChatView} chat=${chat} opening=${opening} acts=${acts} />`, root);
  if (chat.isUp && chat.history.isBehind && chat.history.askedTo === null) {
    void catchUp();
  }
  if (chat.isUp && chat.history.pos > seen && document.visibilityState === "visible") {
    seen = chat.history.pos;
    line.mention("read", { pos: seen });
  }
  if (chat.isUp) {
    courier.carry();
  }
});
window.addEventListener("online", () => line.open());
line.open();
