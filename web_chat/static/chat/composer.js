/**
 * The box one writes in: it stands in the page before this module does, and keeps what is typed.
 * Whoever has pressed Enter or Send by then is waited for no longer than that: the page notes it.
 */
import { lengthOf, TEXT_LIMIT } from "loket/chat/session.js";
import { nt, t } from "loket/shared/phrases.js";

const COUNTED_FROM = TEXT_LIMIT - 400;

/**
 * @param {HTMLFormElement} form with a textarea and an output for the room that is left
 * @param {import("loket/chat/session.js").Session} session
 * @param {import("loket/shared/keep.js").Keep} keep
 * @returns {(text: string) => void} puts a text into the box, behind what is there, and the cursor
 */
export function enliven(form, session, keep) {
  const box = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const room = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button.primary"));
  box.value ||= keep.get("draft") ?? "";
  /** @type {import("loket/shared/attachments.js").Tray | undefined} */
  let tray;
  /** @type {Promise<import("loket/shared/attachments.js").Tray> | undefined} */
  let opening;

  const look = () => {
    const length = lengthOf(box.value);
    const isOver = length > TEXT_LIMIT;
    room.value = length > COUNTED_FROM ? roomWords(TEXT_LIMIT - length) : "";
    room.dataset.over = String(isOver);
    box.setAttribute("aria-invalid", String(isOver));
    button.disabled = isOver || tray?.isBusy || (box.value.trim() === "" && !tray?.ready.length);
  };
  const withTray = async () => {
    const { openTray } = await import("loket/chat/attach.js");
    tray = await (opening ??= openTray(session, look));
    look();
    return tray;
  };
  /** @param {Iterable<File>} [files] */
  const attach = async (files = []) => {
    try {
      const opened = await withTray();
      await opened.open();
      opened.add([...files]);
    } catch {
      room.value = t("No connection just now. Please try again.");
    }
  };
  const send = () => {
    if (!tray?.isBusy && ((!tray?.ready.length && press(box.value)) || session.write(box.value, tray?.ready))) {
      tray?.clear();
      box.value = "";
      keep.set("draft", undefined);
    }
    look();
    box.focus();
  };

  box.addEventListener("input", () => {
    keep.set("draft", box.value || undefined);
    session.type();
    look();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  form.querySelector("#attach")?.addEventListener("click", () => void attach());
  box.addEventListener("paste", (event) => take(event, event.clipboardData));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => take(event, event.dataTransfer));
  /**
   * @param {Event} event
   * @param {DataTransfer | null} given
   */
  const take = (event, given) => {
    if (given?.files.length) {
      event.preventDefault();
      void attach(given.files);
    }
  };
  look();
  form.onsubmit = null;
  form.onkeydown = null;
  if (form.dataset.early !== undefined) {
    send();
  }
  if (holdsFiles()) {
    void withTray().catch(() => {});
  }
  return (text) => {
    if (text !== "" && !box.value.endsWith(text)) {
      box.value = box.value === "" ? text : `${box.value}\n${text}`;
      look();
    }
    box.focus();
  };
}

/**
 * A number below the greeting presses its button, as it would by text message.
 *
 * @param {string} text
 */
function press(text) {
  const isNumber = /^\s*\d\s*$/u.test(text);
  const button = isNumber && document.querySelector(`#suggestions li:nth-child(${Number(text)}) button`);
  if (button instanceof HTMLElement) {
    button.click();
    return true;
  }
  return false;
}

/** Whether this tab had files in its tray when it was left: see keptfiles.js. */
function holdsFiles() {
  try {
    return sessionStorage.getItem("loket.files") !== null;
  } catch {
    return false;
  }
}

/** @param {number} left */
function roomWords(left) {
  return left < 0
    ? nt("{n} character too many", "{n} characters too many", -left)
    : nt("{n} character left", "{n} characters left", left);
}
