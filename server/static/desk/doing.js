/**
 * What is done to the open thread and to what its person has with the office.
 *
 * @typedef {import("loket/desk/acts.js").Parts} Parts
 * @typedef {ReturnType<typeof actOf>} Act
 */
import { mayBeThere } from "loket/desk/names.js";
import { refusedWords } from "loket/desk/refusals.js";
import { newKey } from "loket/shared/keys.js";
import { t } from "loket/shared/phrases.js";

/** How the desk asks for something to be done; a refusal is told. @param {Pick<Parts, "line" | "store">} parts */
export function actOf({ line, store }) {
  /**
   * @param {string} event
   * @param {Record<string, unknown>} payload
   * @returns {Promise<any>} the answer; null when it was refused or did not come
   */
  return async (event, payload) => {
    const answer = await line.ask(event, payload).catch(() => null);
    if (answer?.thread) {
      store.tell({ type: "thread", thread: answer.thread });
    }
    if (answer?.panel && typeof payload.conversation === "number") {
      store.tell({ type: "panel", conversation: payload.conversation, panel: answer.panel });
    }
    store.tell({ type: "notice", notice: answer?.ok ? null : refusedWords(answer?.error) });
    return answer?.ok ? answer : null;
  };
}

/** @param {Pick<Parts, "store" | "draw"> & {act: Act}} parts */
export function doingOf({ store, draw, act }) {
  /**
   * From a sheet, which a success closes.
   *
   * @param {string} event
   * @param {Record<string, unknown>} payload
   */
  async function passing(event, payload) {
    if (await act(event, payload)) {
      store.tell({ type: "top", top: null });
    }
  }

  return {
    /** What is written from now on is a reply, though the answer is still on its way. */
    take: async (/** @type {number} */ conversation) => {
      store.tell({ type: "taking", conversation });
      draw();
      await act("take", { conversation });
      store.tell({ type: "taking", conversation: null });
    },
    giveBack: (/** @type {number} */ conversation) => void act("return", { conversation }),
    close: (/** @type {number} */ conversation) => void act("close", { conversation }),
    /** Whoever opens it again means to write to the person, whatever was written last. */
    reopen: (/** @type {number} */ conversation) => {
      store.tell({ type: "toggled", what: "isNote", is: false });
      void act("reopen", { conversation });
    },
    wake: (/** @type {number} */ conversation) => void act("snooze", { conversation, until: null }),
    snooze: (/** @type {number} */ conversation, /** @type {string} */ until) => void passing("snooze", { conversation, until }),
    join: (/** @type {number} */ conversation) => void act("assign", { conversation, staff: store.state.me?.id }),
    assign: (/** @type {number} */ conversation, /** @type {Record<string, unknown>} */ to) =>
      void passing("assign", { conversation, ...to }),
    label: (/** @type {number} */ conversation, /** @type {{add?: string[], remove?: string[]}} */ change) =>
      void act("label", { conversation, ...change }),
    prioritise: (/** @type {number} */ conversation, /** @type {number} */ priority) =>
      void act("priority", { conversation, priority }),
    sendAgain: (/** @type {number} */ conversation, /** @type {import("loket/shared/messages.js").Message} */ message) => {
      const isDoubtful = mayBeThere(message);
      if (!isDoubtful || window.confirm(t("The person may have it already and would get it twice. Send it again?"))) {
        void act("resend", { conversation, id: message.id });
      }
    },

    do: (/** @type {number} */ conversation, /** @type {Record<string, unknown>} */ told) => void act("do", { conversation, ...told }),
    openCase: (/** @type {number} */ conversation, /** @type {string} */ service) =>
      void passing("open_case", { conversation, service }),
    openOrder: (/** @type {number} */ conversation, /** @type {{sku: string, count: number}[]} */ lines) =>
      void passing("open_order", { conversation, lines, client_key: newKey() }),
    /** @returns {Promise<string>} */
    nik: async (/** @type {number} */ conversation, /** @type {string} */ reason) => (await act("nik", { conversation, reason }))?.nik ?? "",
  };
}
