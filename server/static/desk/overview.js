/**
 * What the sheets over the desk show and change: load, lists, logs, ready replies.
 *
 * @typedef {import("loket/desk/acts.js").Parts} Parts
 */
import { refusedWords } from "loket/desk/refusals.js";

/** @param {Pick<Parts, "line" | "store" | "reader"> & {act: import("loket/desk/doing.js").Act}} parts */
export function overviewOf({ line, store, reader, act }) {
  async function fetchLoad() {
    store.tell({ type: "load", load: await reader.ask("load", {}) });
  }

  return {
    top: (/** @type {import("loket/desk/state.js").Desk["top"]} */ top) => store.tell({ type: "top", top }),
    /** It was to be fetched, and there is no network. */
    sheetMissing: () => {
      store.tell({ type: "top", top: null });
      store.tell({ type: "notice", notice: refusedWords(undefined) });
    },
    dismiss: () => store.tell({ type: "notice", notice: null }),

    fetchLoad: () => void fetchLoad(),
    refreshLoad: () => store.state.top === "load" && void fetchLoad(),
    limit: async (/** @type {number} */ staff, /** @type {number} */ most) => {
      await act("limit", { staff, most });
      await fetchLoad();
    },

    showAside: async () => {
      const answer = await reader.ask("aside", {});
      if (answer) {
        store.tell({ type: "aside", aside: { count: answer.count, shown: answer.aside } });
      }
    },
    hideAside: () => store.tell({ type: "aside", aside: { ...store.state.aside, shown: null } }),
    putAway: (/** @type {number[]} */ ids) => void act("put_away", { ids }),

    /** @returns {Promise<any>} */
    offer: async () => (await reader.ask("offer", {})) ?? { services: [], parts: [] },
    /** @returns {Promise<any[]>} */
    mentions: async () => {
      const mentions = (await reader.ask("mentions", {}))?.mentions ?? [];
      store.tell({ type: "mentions", count: mentions.length });
      return mentions;
    },
    /** When a ticket could be moved to. @returns {Promise<{day: string | null, times: string[], days: string[]} | null>} */
    times: (/** @type {number} */ conversation, /** @type {number} */ id, /** @type {string} */ day) =>
      reader.ask("times", { conversation, id, ...(day ? { day } : {}) }),
    /** @returns {Promise<{entries: any[], next: number | null} | null>} */
    audit: (/** @type {number | null} */ before) => reader.ask("audit", before === null ? {} : { before }),

    /** What is wrong with it, or nothing. */
    keepCanned: async (/** @type {Record<string, unknown>} */ written) => {
      const answer = await line.ask("canned_save", written).catch(() => null);
      await reader.canned();
      return answer?.ok ? "" : (answer?.error?.message ?? refusedWords(answer?.error));
    },
    dropCanned: async (/** @type {number} */ id) => {
      await act("canned_delete", { id });
      await reader.canned();
    },
  };
}
