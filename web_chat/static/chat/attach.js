/** Files in the resident's chat: the tray above the box, and what stands in bubbles. Fetched late. */
import { load, save } from "loket/chat/keptfiles.js";
import { chips, Tray } from "loket/shared/attachments.js";
import { make } from "loket/shared/dom.js";
import { language } from "loket/shared/phrases.js";

/** A key is good for half a day; it is asked for anew long before. */
const KEY_KEPT_MS = 3 * 3600_000;

/** @typedef {import("loket/chat/session.js").Session} Session */

/**
 * The tray, with what stood in it before a reload. Where the browser keeps nothing, whoever leaves
 * the page is asked first.
 *
 * @param {Session} session
 * @param {() => void} changed
 */
export async function openTray(session, changed) {
  style();
  let isKept = true;
  let saving = Promise.resolve();
  const keep = () => {
    const files = tray.items.flatMap(({ file, done, failed }) => (failed ? [] : [{ file, done }]));
    const now = () => save({ token: session.chat.token, files });
    saving = saving.then(now).then(
      () => void (isKept = true),
      () => void (isKept = false),
    );
    changed();
  };
  const place = /** @type {HTMLElement} */ (document.getElementById("tray"));
  const tray = new Tray({ place, headers: () => headers(session), changed: keep });
  addEventListener("beforeunload", (event) => {
    if (!isKept && tray.items.length > 0) {
      event.preventDefault();
    }
  });
  const kept = await load(session.chat.token).catch(() => []);
  if (kept.length > 0) {
    tray.put(kept);
    void tray.open();
  }
  return tray;
}

/** @type {{token: string | null, at: number, key: Promise<string>} | undefined} */
let known;

/**
 * Show the files of a message in its bubble.
 *
 * @param {HTMLElement} place
 * @param {import("loket/shared/attachments.js").Attached[]} files
 * @param {Session} session
 */
export async function showFiles(place, files, session) {
  style();
  const { token } = session.chat;
  if (known?.token !== token || session.now() - known.at > KEY_KEPT_MS) {
    known = { token, at: session.now(), key: askForKey(session) };
  }
  const key = await known.key;
  place.replaceWith(chips(files, (url) => `${url}?key=${encodeURIComponent(key)}`));
}

/** @param {Session} session */
async function askForKey(session) {
  try {
    const answer = await fetch(`/files?lang=${language}`, { headers: headers(session) });
    return String((await answer.json()).key);
  } catch {
    known = undefined;
    return "";
  }
}

/** @param {Session} session */
function headers({ chat }) {
  return { Authorization: `Bearer ${chat.token ?? ""}` };
}

function style() {
  const tools = document.getElementById("tools");
  const href = tools?.dataset.style;
  if (href) {
    delete tools.dataset.style;
    document.head.append(make("link", { rel: "stylesheet", href }));
  }
}
