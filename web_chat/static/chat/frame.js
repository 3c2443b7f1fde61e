/**
 * The chat in a frame of another site's page: the loader there keeps what must be kept, says
 * whether the frame is seen, and hears how much is unread.
 *
 * Words are taken only from the page that frames us, and only if the office has listed its site;
 * nothing but a greeting is said before.
 *
 * @typedef {object} HostWords
 * @property {Record<string, string>} values
 */

import { later } from "loket/shared/timers.js";

const ANSWERED_WITHIN_MS = 3000;

/** What a page's storage is to a frame that has none: a copy, whose changes are told. */
export class HostStorage {
  /**
   * @param {Record<string, string>} values
   * @param {(words: object) => void} say
   */
  constructor(values, say) {
    /** @type {Map<string, string>} */
    this.values = new Map(Object.entries(values));
    this.say = say;
  }

  get length() {
    return this.values.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.values.keys()][index] ?? null;
  }

  /** @param {string} name */
  getItem(name) {
    return this.values.get(name) ?? null;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setItem(name, value) {
    this.values.set(name, value);
    this.say({ loket: "keep", name, value });
  }

  /** @param {string} name */
  removeItem(name) {
    if (this.values.delete(name)) {
      this.say({ loket: "keep", name, value: null });
    }
  }
}

export class Host {
  /** @type {HostStorage | null} */
  storage = null;
  isShown = true;
  text = "";
  /** @type {() => void} */
  changed = () => {};

  /**
   * @param {object} parts
   * @param {Window} parts.own
   * @param {string[]} parts.sites as the office lists them
   * @param {(act: () => void, ms: number) => unknown} [parts.later]
   */
  constructor({ own, sites, later: after = later }) {
    this.own = own;
    this.sites = sites;
    this.later = after;
    /** @type {string | null} */
    this.origin = null;
  }

  /** Returns once the page has answered, or it is clear that nobody will. */
  meet() {
    return new Promise((/** @type {(met: Host) => void} */ met) => {
      this.own.addEventListener("message", (event) => {
        if (this.hear(event)) {
          met(this);
        }
      });
      this.own.parent.postMessage({ loket: "hello" }, "*");
      this.later(() => met(this), ANSWERED_WITHIN_MS);
    });
  }

  /**
   * @param {Pick<MessageEvent, "source" | "origin" | "data">} event
   * @returns {boolean} whether it was the page's answer to our greeting
   */
  hear({ source, origin, data }) {
    if (source !== this.own.parent || !this.isListed(origin)) {
      return false;
    }
    if (data?.loket === "kept" && typeof data.values === "object" && this.storage === null) {
      this.origin = origin;
      this.storage = new HostStorage(data.values, (words) => this.say(words));
      return true;
    }
    if (data?.loket === "shown" && origin === this.origin) {
      this.isShown = data.shown === true;
      this.text = typeof data.text === "string" ? data.text : "";
      this.changed();
    }
    return false;
  }

  /** @param {object} words */
  say(words) {
    if (this.origin !== null) {
      this.own.parent.postMessage(words, this.origin);
    }
  }

  /** @param {string} origin */
  isListed(origin) {
    return origin === this.own.origin || this.sites.some((site) => isOf(site, origin));
  }
}

/**
 * Whether an origin is of a site, as CSP 3 (6.7.2.8) has it: `*.` stands for any names before, `:*`
 * for any port.
 *
 * @param {string} site
 * @param {string} origin
 */
export function isOf(site, origin) {
  const [start, rest = ""] = site.replace(/:(?:80|443)$/u, "").split("//");
  const plain = rest.replaceAll(".", "\\.").replace(/^\*\\\./u, "[a-z0-9.-]+\\.").replace(/:\*$/u, "(?::\\d+)?");
  return new RegExp(`^${start}//${plain}$`, "u").test(origin);
}
