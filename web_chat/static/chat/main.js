/** Brings the chat page to life; the server's shell is there and readable before. */
import { io } from "socket.io-client";
import { enliven } from "loket/chat/composer.js";
import { Session } from "loket/chat/session.js";
import { bannerText, said } from "loket/chat/view.js";
import { fill } from "loket/shared/dom.js";
import { Keep } from "loket/shared/keep.js";
import { SOCKET_OPTIONS } from "loket/shared/line.js";
import { language } from "loket/shared/phrases.js";

const NEAR_THE_END_PX = 120;

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const [scroller, list, banner, toEnd] = ["log", "said", "banner", "to-end"].map(element);
const suggestions = element("suggestions");
const greeting = /** @type {HTMLElement} */ (suggestions.parentElement);
const keep = new Keep("loket.chat.");
const session = new Session({
  connect: (auth) => io("/visitor", { ...SOCKET_OPTIONS, auth }),
  keep,
  language,
  page: location.pathname,
});

let isAtEnd = true;
let shown = 0;
let written = 0;

session.store.watch((chat) => {
  fill(list, said(chat, session));
  const told = bannerText(chat);
  if (banner.textContent !== told) {
    banner.textContent = told;
  }
  banner.dataset.line = chat.line;
  banner.dataset.speaker = chat.speaking?.speaker ?? "";
  const count = chat.history.messages.length + chat.outbox.length;
  if (count > 0) {
    suggestions.remove();
  } else if (!suggestions.isConnected) {
    greeting.append(suggestions);
  }
  if (isAtEnd || chat.outbox.length > written) {
    scroller.scrollTop = scroller.scrollHeight;
  } else if (count > shown) {
    toEnd.hidden = false;
  }
  shown = count;
  written = chat.outbox.length;
  look();
});

/** What stands at the end of the log, on a page that is looked at, has been seen. */
function look() {
  isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_THE_END_PX;
  if (isAtEnd) {
    toEnd.hidden = true;
    if (document.visibilityState === "visible") {
      queueMicrotask(() => session.see());
    }
  }
}

scroller.addEventListener("scroll", look, { passive: true });
toEnd.addEventListener("click", () => {
  scroller.scrollTop = scroller.scrollHeight;
});
suggestions.addEventListener("click", ({ target }) => {
  const button = /** @type {Element} */ (target).closest("button");
  if (button) {
    session.choose({ value: button.value, label: button.dataset.label ?? button.value });
  }
});
document.addEventListener("visibilitychange", look);
window.addEventListener("online", () => session.line.open());
new ResizeObserver(() => {
  if (isAtEnd) {
    scroller.scrollTop = scroller.scrollHeight;
  }
}).observe(scroller);

enliven(/** @type {HTMLFormElement} */ (element("composer")), session, keep);
session.line.open();
