/**
 * Moving about the desk: tabs, filters, searches and threads, each under its own address.
 *
 * @typedef {import("loket/desk/address.js").View} View
 * @typedef {import("loket/desk/acts.js").Parts} Parts
 */
import { addressOf, EVERYTHING, readAddress } from "loket/desk/address.js";
import { listed } from "loket/desk/list.js";
import { bringIntoSight } from "loket/desk/rows.js";

/** @param {Pick<Parts, "line" | "store" | "reader">} parts */
export function goingOf({ line, store, reader }) {
  /**
   * @param {Partial<View>} change
   * @param {number | null} open
   * @param {{replace?: boolean}} [how]
   */
  function go(change, open, { replace = false } = {}) {
    const view = { ...store.state.view, ...change };
    const address = location.pathname + addressOf({ view, open });
    history[replace ? "replaceState" : "pushState"](null, "", address);
    arrive({ view, open });
  }

  /** @param {import("loket/desk/address.js").Place} place */
  function arrive({ view, open }) {
    const before = store.state;
    store.tell({ type: "went", view, open });
    const { view: now } = store.state;
    if (now !== before.view) {
      void (now.q ? reader.search() : reader.list());
    }
    if (open !== before.open) {
      if (open === null) {
        void line.ask("viewing", { conversation: null }).catch(() => null);
      }
      void reader.thread();
    }
  }

  /** @param {number} conversation */
  function open(conversation) {
    go({}, conversation, { replace: store.state.open !== null });
  }

  /** A thread as a whole, out of a sheet or of what was looked for in it. @param {number} conversation */
  function visit(conversation) {
    store.tell({ type: "top", top: null });
    store.tell({ type: "lookedFor", pos: null });
    open(conversation);
  }

  /**
   * @param {number} conversation
   * @param {number} pos
   */
  async function openAt(conversation, pos) {
    store.tell({ type: "top", top: null });
    const isOpen = store.state.open === conversation;
    open(conversation);
    if (!isOpen) {
      await reader.thread();
    }
    await reader.lookFor(pos);
  }

  return {
    open,
    openAt: (/** @type {number} */ conversation, /** @type {number} */ pos) => void openAt(conversation, pos),
    openHit: (/** @type {import("loket/desk/found.js").Hit} */ { thread, message }) =>
      message ? void openAt(thread.conversation, message.pos) : visit(thread.conversation),
    visit,
    step: (/** @type {number} */ by) => {
      const { found, view, open: now } = store.state;
      const threads = view.q ? found.hits.map(({ thread }) => thread) : listed(store.state);
      const at = threads.findIndex(({ conversation }) => conversation === now);
      const next = threads[at < 0 ? 0 : at + by];
      if (next) {
        open(next.conversation);
        requestAnimationFrame(() => bringIntoSight(next.conversation, threads.indexOf(next)));
      }
    },
    back: () => go({}, null),
    arrive: () => arrive(readAddress(location.search)),
    tab: (/** @type {View["tab"]} */ tab) => go({ tab, q: "" }, store.state.open),
    filter: (/** @type {Partial<View>} */ change) => go(change, store.state.open),
    show: (/** @type {Partial<View>} */ change) => {
      store.tell({ type: "top", top: null });
      go({ ...EVERYTHING, ...change }, null);
    },
    search: (/** @type {string} */ q) => {
      if (q !== store.state.view.q) {
        go({ q }, store.state.open);
      } else {
        void reader.search();
      }
    },
    /** Out of what lies on top: a list, a sheet, the person, the thread, the search. */
    leave: () => {
      const { aside, top, isWhoOpen, open: now, view } = store.state;
      if (aside.shown) {
        store.tell({ type: "aside", aside: { ...aside, shown: null } });
      } else if (top) {
        store.tell({ type: "top", top: null });
      } else if (isWhoOpen) {
        store.tell({ type: "toggled", what: "isWhoOpen", is: false });
      } else if (now !== null) {
        go({}, null);
      } else if (view.q) {
        go({ q: "" }, null);
      }
    },
    moreThreads: () => void reader.moreThreads(),
    moreFound: () => void reader.moreFound(),
    older: () => void reader.older(),
  };
}
