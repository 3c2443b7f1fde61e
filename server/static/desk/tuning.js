/**
 * What each one at a desk sets for themselves: presence, keys, sounds and notices.
 *
 * @typedef {import("loket/desk/acts.js").Parts} Parts
 * @typedef {import("loket/desk/switches.js").Kind} Kind
 */
import { askForNotices, noticePermission } from "loket/desk/ringing.js";
import { flipped } from "loket/desk/switches.js";

/** @param {Pick<Parts, "store" | "keep" | "bell"> & {act: import("loket/desk/doing.js").Act}} parts */
export function tuningOf({ store, keep, bell, act }) {
  /** @param {import("loket/desk/switches.js").Switches} switches */
  function keepSwitches(switches) {
    store.tell({ type: "switched", switches });
    keep.set("switches", switches);
  }

  return {
    presence: async (/** @type {string} */ state, /** @type {string | undefined} */ shownAs) => {
      if (await act("presence", { state, ...(shownAs ? { shown_as: shownAs } : {}) })) {
        store.tell({ type: "presence", presence: state, shownAs });
      }
    },
    flipKeys: () => keepSwitches({ ...store.state.switches, keys: !store.state.switches.keys }),
    flip: async (/** @type {"sound" | "notice"} */ way, /** @type {Kind} */ kind) => {
      keepSwitches(flipped(store.state.switches, way, kind));
      if (way === "notice") {
        await askForNotices();
      } else if (store.state.switches.sound[kind]) {
        bell.ring(kind);
      }
    },
    ring: (/** @type {Kind} */ kind) => bell.ring(kind),
    noticePermission,
  };
}
