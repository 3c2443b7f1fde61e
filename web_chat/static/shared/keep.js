/**
 * @typedef {Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">} Place
 */

/**
 * What a page remembers from one visit to the next. Where the browser refuses its storage
 * (private window, foreign frame) the page's own memory has to do.
 */
export class Keep {
  /**
   * @param {string} prefix
   * @param {Place | null} [storage]
   */
  constructor(prefix, storage = browserStorage()) {
    this.prefix = prefix;
    this.storage = storage;
    /** @type {Map<string, string>} */
    this.memory = new Map();
  }

  /**
   * @param {string} name
   * @returns {any} undefined when there is none, or none that can be read
   */
  get(name) {
    try {
      return JSON.parse(this.read(this.prefix + name) ?? "");
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value undefined forgets it
   */
  set(name, value) {
    const key = this.prefix + name;
    if (value === undefined) {
      this.memory.delete(key);
      this.attempt((storage) => storage.removeItem(key));
      return;
    }
    const written = JSON.stringify(value);
    if (this.attempt((storage) => storage.setItem(key, written))) {
      this.memory.delete(key);
    } else {
      this.memory.set(key, written);
    }
  }

  /**
   * Everything whose name begins so, in no order.
   *
   * @param {string} start
   * @returns {any[]}
   */
  all(start) {
    const keys = new Set(this.memory.keys());
    this.attempt((storage) => {
      for (let index = 0; index < storage.length; index += 1) {
        keys.add(storage.key(index) ?? "");
      }
    });
    return [...keys]
      .filter((key) => key.startsWith(this.prefix + start))
      .map((key) => this.get(key.slice(this.prefix.length)))
      .filter((value) => value !== undefined);
  }

  /** @param {string} key */
  read(key) {
    const own = this.memory.get(key);
    return own ?? this.storage?.getItem(key) ?? null;
  }

  /** @param {(storage: Place) => void} act */
  attempt(act) {
    try {
      if (this.storage) {
        act(this.storage);
        return true;
      }
    } catch {
      // full, or blocked since: memory it is
    }
    return false;
  }
}

function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
