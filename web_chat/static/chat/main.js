/** Brings the chat page to life; the server's shell is there and readable before. */
import { enliven } from "loket/chat/composer.js";
import { enliven as enlivenMenu } from "loket/chat/menu.js";
import { chime, titled } from "loket/chat/notices.js";
import { isFresh, presentFrom, unread } from "loket/chat/reading.js";
import { Session } from "loket/chat/session.js";
import { bannerText, said } from "loket/chat/view.js";
import { fill } from "loket/shared/dom.js";
import { Keep } from "loket/shared/keep.js";
import { language } from "loket/shared/phrases.js";
import { Socket } from "loket/shared/socket.js";

const NEAR_THE_END_PX = 120;

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const [chatElement, scroller, list, banner, toEnd] = ["chat", "log", "said", "banner", "to-end"].map(element);
const suggestions = element("suggestions");
const greeting = /** @type {HTMLElement} */ (suggestions.parentElement);
const title = document.title;
const sites = chatElement.dataset.sites;
const host = sites !== undefined && parent !== window ? await meetHost(sites) : null;
const keep = new Keep("loket.chat.", host?.storage ?? undefined);
/** @type {Socket} */
let socket;
const session = new Session({
  connect: (auth) => (socket = new Socket("/visitor", { auth })),
  keep,
  language,
  page: location.pathname,
});

/** @param {string} listed */
async function meetHost(listed) {
  const { Host } = await import("loket/chat/frame.js");
  return new Host({ own: window, sites: listed.split(" ").filter(Boolean) }).meet();
}

let isAtEnd = true;
let shown = 0;
let written = 0;
let waiting = 0;

session.store.watch((chat) => {
  const focused = scroller.contains(document.activeElement);
  fill(list, said(chat, session));
  const told = bannerText(chat);
  if (banner.textContent !== told) {
    banner.textContent = told;
  }
  banner.dataset.line = chat.line;
  banner.dataset.speaker = chat.speaking?.speaker ?? "";
  greet(isFresh(chat), presentFrom(chat.history.messages) > 0);
  const count = chat.history.messages.length + chat.outbox.length;
  if (isAtEnd || chat.outbox.length > written) {
    scroller.scrollTop = scroller.scrollHeight;
  } else if (count > shown) {
    toEnd.hidden = false;
  }
  shown = count;
  written = chat.outbox.length;
  look();
  notice(unread(session.chat));
  if (focused && !scroller.contains(document.activeElement)) {
    scroller.focus({ preventScroll: true });
  }
});

/**
 * The greeting stands first, with its buttons until something is said; after a new beginning it
 * stands below the divider, and goes with the first word.
 *
 * @param {boolean} fresh
 * @param {boolean} isBegunAnew
 */
function greet(fresh, isBegunAnew) {
  greeting.hidden = isBegunAnew && !fresh;
  if (isBegunAnew && list.nextElementSibling !== greeting) {
    list.after(greeting);
  }
  if (!fresh) {
    suggestions.remove();
  } else if (!suggestions.isConnected) {
    greeting.append(suggestions);
  }
}

/** @param {number} count what others said and nobody has looked at */
function notice(count) {
  if (count === waiting) {
    return;
  }
  if (count > waiting && !isSeen() && keep.get("silent") !== true) {
    chime();
  }
  waiting = count;
  document.title = titled(title, isSeen() ? 0 : count);
  host?.say({ loket: "unread", count });
}

function isSeen() {
  return document.visibilityState === "visible" && (host?.isShown ?? true);
}

/** What stands at the end of the log, on a page that is looked at, has been seen. */
function look() {
  isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_THE_END_PX;
  if (isAtEnd) {
    toEnd.hidden = true;
    if (isSeen()) {
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
document.addEventListener("visibilitychange", () => {
  look();
  document.title = titled(title, isSeen() ? 0 : waiting);
});
window.addEventListener("online", () => session.line.hurry());
window.addEventListener("offline", () => socket.lose("offline"));
new ResizeObserver(() => {
  if (isAtEnd) {
    scroller.scrollTop = scroller.scrollHeight;
  }
}).observe(scroller);

const prefill = enliven(/** @type {HTMLFormElement} */ (element("composer")), session, keep);
enlivenMenu(element("menu"), session, keep);
session.line.open();

if (host) {
  const closes = element("close");
  const isAbove = () => document.querySelector("details[open]") !== null;
  host.changed = () => {
    look();
    if (host.isShown) {
      prefill(host.text);
    }
  };
  host.changed();
  closes.hidden = false;
  closes.addEventListener("click", () => host.say({ loket: "close" }));
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && !isAbove()) {
      host.say({ loket: "close" });
    }
  });
} else if (sites === undefined) {
  void navigator.serviceWorker?.register("/chat-worker.js", { scope: "/chat" }).catch(() => {});
}
