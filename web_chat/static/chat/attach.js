/** Files in the resident's chat: the tray above the box, and what stands in bubbles. Fetched late. */
import { chips, Tray } from "loket/shared/attachments.js";
import { make } from "loket/shared/dom.js";
import { language } from "loket/shared/phrases.js";

/** A key is good for half a day; it is asked for anew long before. */
const KEY_KEPT_MS = 3 * 3600_000;

/** @typedef {import("loket/chat/session.js").Session} Session */

/**
 * @param {Session} session
 * @param {() => void} changed
 */
export function openTray(session, changed) {
  style();
  const place = /** @type {HTMLElement} */ (document.getElementById("tray"));
  return new Tray({ place, headers: () => headers(session), changed });
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
