/**
 * Files on their way into a message: chosen, dropped or pasted, sent up one after the other, shown
 * with how far they are, and taken out again while nothing has been sent. Fetched when needed.
 *
 * @typedef {{id: string, name: string, kind: string, url: string, size: number}} Attached
 * @typedef {{most_bytes: number, limits: string, key: string | null}} Terms
 * @typedef {{file: File, name: string, line: HTMLElement, told: HTMLElement, bar: HTMLProgressElement,
 *   sending: XMLHttpRequest | null, done: Attached | null, failed: boolean}} Item
 */
import { make } from "loket/shared/dom.js";
import { language, t } from "loket/shared/phrases.js";
import { later } from "loket/shared/timers.js";

export const FILES_MOST = 5;
/** A server that did not answer is tried again after this. */
const AGAIN_MS = 5000;
const ADDRESS = `/files?lang=${language}`;

export class Tray {
  /**
   * @param {object} parts
   * @param {HTMLElement} parts.place where the files are shown
   * @param {() => Record<string, string>} parts.headers who hands them in
   * @param {() => void} parts.changed
   */
  constructor({ place, headers, changed }) {
    this.place = place;
    this.headers = headers;
    this.changed = changed;
    /** @type {Item[]} */
    this.items = [];
    /** @type {Terms | null} */
    this.terms = null;
    this.list = make("ul", { class: "files" });
    this.limits = make("p", { class: "quiet", id: "limits" });
    this.told = make("p", { class: "error", role: "alert" });
    this.input = /** @type {HTMLInputElement} */ (
      make("input", { type: "file", class: "hidden", multiple: true, "aria-describedby": "limits" })
    );
    this.input.addEventListener("change", () => {
      this.add([...(this.input.files ?? [])]);
      this.input.value = "";
    });
    const close = make("button", { type: "button", class: "button small", click: () => this.close() }, t("Close"));
    const choose = make("label", { class: "button small" }, t("Choose files"), this.input);
    this.row = make("div", { class: "tray" }, this.limits, this.list, this.told, make("div", { class: "row" }, choose, close));
    addEventListener("online", () => this.next());
  }

  /** Say what may be sent, before anything is chosen. */
  async open() {
    if (!this.row.isConnected) {
      this.place.append(this.row);
      this.input.focus();
    }
    try {
      const answer = await fetch(ADDRESS, { headers: this.headers() });
      this.terms = await answer.json();
      this.limits.textContent = this.terms?.limits ?? "";
      this.told.textContent = "";
    } catch {
      this.told.textContent = t("No connection just now. Please try again.");
    }
  }

  /** @param {File[]} files */
  add(files) {
    this.told.textContent = "";
    for (const file of files) {
      const isTooMany = this.items.length >= FILES_MOST;
      if (isTooMany || (this.terms && file.size > this.terms.most_bytes)) {
        this.told.textContent = `${file.name}: ${this.terms?.limits ?? ""}`;
      } else {
        this.items.push(this.item(file));
      }
    }
    this.list.replaceChildren(...this.items.map(({ line }) => line));
    this.changed();
    this.next();
  }

  /**
   * Files that stood here before the page was left; those that had been sent up are ready.
   *
   * @param {{file: File, done: Attached | null}[]} kept
   */
  put(kept) {
    this.place.append(this.row);
    for (const { file, done } of kept) {
      const item = this.item(file);
      this.items.push(item);
      if (done) {
        this.ended(item, done, "✓");
      }
    }
    this.add([]);
  }

  /** What is ready to go with a message. */
  get ready() {
    return this.items.flatMap(({ done }) => (done ? [done] : []));
  }

  /** Whether something is still on its way up. */
  get isBusy() {
    return this.items.some(({ done, failed }) => !done && !failed);
  }

  /** The message has them: begin anew. */
  clear() {
    this.items = [];
    this.list.replaceChildren();
    this.row.remove();
    this.changed();
  }

  close() {
    for (const { sending } of this.items) {
      sending?.abort();
    }
    this.clear();
  }

  /** @param {File} file */
  item(file) {
    const bar = /** @type {HTMLProgressElement} */ (make("progress", { max: "1", "aria-label": file.name }));
    const told = make("span", { role: "status" });
    const remove = make("button", { type: "button", class: "button small", click: () => this.remove(item) }, t("Remove"));
    const shown = /^image\/(jpeg|png|webp|gif)$/u.test(file.type) ? picture(file) : null;
    const line = make("li", {}, shown, make("bdi", {}, file.name), bar, told, remove);
    /** @type {Item} */
    const item = { file, name: file.name, line, told, bar, sending: null, done: null, failed: false };
    return item;
  }

  /** @param {Item} item */
  remove(item) {
    item.sending?.abort();
    this.items = this.items.filter((one) => one !== item);
    item.line.remove();
    this.input.focus();
    this.changed();
    this.next();
  }

  /** One at a time; what waits for the network goes when it is back. */
  next() {
    const item = this.items.find(({ done, failed }) => !done && !failed);
    if (item && !item.sending) {
      this.send(item);
    }
  }

  /** @param {Item} item */
  send(item) {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", item.file, item.name);
    item.sending = request;
    item.told.textContent = "";
    request.open("POST", ADDRESS);
    for (const [name, value] of Object.entries(this.headers())) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => {
      item.bar.value = total > 0 ? loaded / total : 0;
    };
    request.onabort = () => {
      item.sending = null;
    };
    request.onerror = () => {
      item.sending = null;
      later(() => this.next(), AGAIN_MS);
      item.told.textContent = t("No connection. What you write is kept and sent once it is back.");
    };
    request.onload = () => {
      item.sending = null;
      this.answered(item, request.responseText);
      this.changed();
      this.next();
    };
    request.send(form);
  }

  /**
   * @param {Item} item
   * @param {string} text
   */
  answered(item, text) {
    try {
      const answer = JSON.parse(text);
      this.ended(item, answer.ok ? answer : null, answer.ok ? "✓" : answer.error.message);
    } catch {
      this.ended(item, null, t("This did not work. Please try again."));
    }
  }

  /**
   * @param {Item} item
   * @param {Attached | null} done
   * @param {string} told
   */
  ended(item, done, told) {
    item.bar.remove();
    item.told.textContent = told;
    item.done = done;
    item.failed = done === null;
    item.line.classList.toggle("failed", item.failed);
  }
}

/** @param {File} file */
function picture(file) {
  const address = URL.createObjectURL(file);
  const shown = make("img", { src: address, alt: "" });
  shown.addEventListener("load", () => URL.revokeObjectURL(address));
  return shown;
}

/**
 * The files of a message: pictures small, papers by their names; a press opens them.
 *
 * @param {Attached[]} files
 * @param {(url: string) => string} [address] what is asked for, with a visitor's key
 */
export function chips(files, address = (url) => url) {
  return make(
    "ul",
    { class: "attached" },
    ...files
      .filter(({ url }) => /^\/files\/[0-9a-f]{32}\//u.test(url))
      .map(({ url, name, kind }) =>
        make(
          "li",
          {},
          make(
            "a",
            { href: address(url), target: "_blank", rel: "noopener" },
            kind === "picture" ? make("img", { src: address(url), alt: name, loading: "lazy" }) : make("bdi", {}, name),
          ),
        ),
      ),
  );
}
