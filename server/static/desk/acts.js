/**
 * Everything a person at the desk can do, as the views call it.
 *
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/address.js").View} View
 * @typedef {import("loket/desk/commands.js").Command} Command
 * @typedef {ReturnType<typeof actsOf>} Acts
 */
import { addressOf, EVERYTHING, readAddress } from "loket/desk/address.js";
import { isPossible } from "loket/desk/commands.js";
import { listed } from "loket/desk/list.js";
import { refusedWords } from "loket/desk/refusals.js";
import { askForNotices, noticePermission } from "loket/desk/ringing.js";
import { bringIntoSight } from "loket/desk/rows.js";
import { openThread } from "loket/desk/state.js";
import { flipped } from "loket/desk/switches.js";
import { newKey } from "loket/shared/keys.js";
import { t } from "loket/shared/phrases.js";

const TYPING_EVERY_MS = 3000;

/**
 * @param {object} parts
 * @param {import("loket/shared/line.js").Line} parts.line
 * @param {import("loket/desk/reader.js").Store} parts.store
 * @param {import("loket/desk/reader.js").Reader} parts.reader
 * @param {import("loket/shared/keep.js").Keep} parts.keep
 * @param {import("loket/desk/ringing.js").Bell} parts.bell
 * @param {string} parts.office
 * @param {() => void} parts.draw shows at once what has changed: the next letter is typed already
 */
export function actsOf({ line, store, reader, keep, bell, office, draw }) {
  let typedAt = 0;
  /** @type {Map<number, (text: string) => void>} */
  const rewriting = new Map();

  /**
   * Ask for something to be done; a refusal is told, a success closes what lay on top.
   *
   * @param {string} event
   * @param {Record<string, unknown>} payload
   * @returns {Promise<any>}
   */
  async function act(event, payload) {
    const answer = await line.ask(event, payload).catch(() => null);
    if (answer?.thread) {
      store.tell({ type: "thread", thread: answer.thread });
    }
    if (answer?.panel && typeof payload.conversation === "number") {
      store.tell({ type: "panel", conversation: payload.conversation, panel: answer.panel });
    }
    store.tell({ type: "notice", notice: answer?.ok ? null : refusedWords(answer?.error) });
    return answer?.ok ? answer : null;
  }

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
  const open = (conversation) => {
    go({}, conversation, { replace: store.state.open !== null });
  };

  /**
   * @param {number} conversation
   * @param {number} pos
   */
  async function openAt(conversation, pos) {
    store.tell({ type: "top", top: null });
    const isOpen = store.state.open === conversation;
    go({}, conversation, { replace: store.state.open !== null });
    if (!isOpen) {
      await reader.thread();
    }
    await reader.lookFor(pos);
  }

  /** @param {number} by */
  function step(by) {
    const { found, view, open: now } = store.state;
    const threads = view.q ? found.hits.map(({ thread }) => thread) : listed(store.state);
    const at = threads.findIndex(({ conversation }) => conversation === now);
    const next = threads[at < 0 ? 0 : at + by];
    if (next) {
      open(next.conversation);
      requestAnimationFrame(() => bringIntoSight(next.conversation, threads.indexOf(next)));
    }
  }

  /** Out of what lies on top: a sheet, the person, the thread, the search. */
  function leave() {
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
  }

  /** @param {boolean} isNote */
  function write(isNote) {
    store.tell({ type: "toggled", what: "isNote", is: isNote });
    draw();
    document.getElementById("reply")?.focus();
  }

  /**
   * @param {string} event
   * @param {Record<string, unknown>} payload
   */
  async function passing(event, payload) {
    if (await act(event, payload)) {
      store.tell({ type: "top", top: null });
    }
  }

  async function showAside() {
    const answer = await reader.ask("aside", {});
    if (answer) {
      store.tell({ type: "aside", aside: { count: answer.count, shown: answer.aside } });
    }
  }

  async function showLoad() {
    const answer = await reader.ask("load", {});
    store.tell({ type: "load", load: answer });
  }

  /** What is written from now on is a reply, though the answer is still on its way. @param {number} conversation */
  async function take(conversation) {
    store.tell({ type: "taking", conversation });
    draw();
    await act("take", { conversation });
    store.tell({ type: "taking", conversation: null });
  }

  /** @param {import("loket/desk/switches.js").Switches} switches */
  function keepSwitches(switches) {
    store.tell({ type: "switched", switches });
    keep.set("switches", switches);
  }

  /** @param {Command} command */
  function run(command) {
    const desk = store.state;
    const thread = openThread(desk);
    if (!isPossible(desk, command)) {
      return;
    }
    switch (command) {
      case "next":
        return step(1);
      case "previous":
        return step(-1);
      case "leave":
        return leave();
      case "search":
        return document.getElementById("search")?.focus();
      case "person":
        return store.tell({ type: "toggled", what: "isWhoOpen" });
      case "write":
        return write(false);
      case "note":
        return write(true);
      case "aside":
        return void showAside();
      case "load":
        void showLoad();
        break;
      default:
    }
    if (thread && ["take", "giveBack", "close", "reopen", "wake"].includes(command)) {
      const { conversation } = thread;
      switch (command) {
        case "giveBack":
          return void act("return", { conversation });
        case "take":
          return void take(conversation);
        case "wake":
          return void act("snooze", { conversation, until: null });
        default:
          return void act(command, { conversation });
      }
    }
    store.tell({ type: "top", top: /** @type {any} */ (command) });
  }

  return {
    office,
    run,
    open,
    openAt: (/** @type {number} */ conversation, /** @type {number} */ pos) => void openAt(conversation, pos),
    openHit: (/** @type {import("loket/desk/found.js").Hit} */ { thread, message }) =>
      message ? void openAt(thread.conversation, message.pos) : open(thread.conversation),
    visit: (/** @type {number} */ conversation) => {
      store.tell({ type: "top", top: null });
      open(conversation);
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
    moreThreads: () => void reader.moreThreads(),
    moreFound: () => void reader.moreFound(),
    older: () => void reader.older(),
    top: (/** @type {Desk["top"]} */ top) => store.tell({ type: "top", top }),
    dismiss: () => store.tell({ type: "notice", notice: null }),

    join: (/** @type {number} */ conversation) => void act("assign", { conversation, staff: store.state.me?.id }),
    assign: (/** @type {number} */ conversation, /** @type {Record<string, unknown>} */ to) =>
      void passing("assign", { conversation, ...to }),
    snooze: (/** @type {number} */ conversation, /** @type {string} */ until) => void passing("snooze", { conversation, until }),
    label: (/** @type {number} */ conversation, /** @type {{add?: string[], remove?: string[]}} */ change) =>
      void act("label", { conversation, ...change }),
    prioritise: (/** @type {number} */ conversation, /** @type {number} */ priority) =>
      void act("priority", { conversation, priority }),
    presence: async (/** @type {string} */ state, /** @type {string | undefined} */ shownAs) => {
      if (await act("presence", { state, ...(shownAs ? { shown_as: shownAs } : {}) })) {
        store.tell({ type: "presence", presence: state, shownAs });
      }
    },
    refreshLoad: () => store.state.top === "load" && void showLoad(),
    limit: async (/** @type {number} */ staff, /** @type {number} */ most) => {
      await act("limit", { staff, most });
      await showLoad();
    },

    sendAgain: (/** @type {number} */ conversation, /** @type {number} */ id) => {
      if (window.confirm(t("The person may have it already and would get it twice. Send it again?"))) {
        void act("resend", { conversation, id });
      }
    },
    write: (
      /** @type {number} */ conversation,
      /** @type {string} */ text,
      /** @type {{isNote: boolean, door: string, files: import("loket/shared/attachments.js").Attached[]}} */ { isNote, door, files },
    ) =>
      store.tell({
        type: "written",
        pending: {
          key: newKey(),
          event: isNote ? "note" : "reply",
          payload: {
            conversation,
            text,
            ...(door && !isNote ? { channel: door } : {}),
            ...(files.length > 0 ? { attachments: files.map(({ id }) => id) } : {}),
          },
          text: [text, ...files.map(({ name }) => name)].filter(Boolean).join("\n"),
          at: Date.now(),
          stage: "queued",
          lane: String(conversation),
        },
      }),
    tryAgain: (/** @type {string} */ key) => store.tell({ type: "again", key, freshKey: newKey() }),
    drop: (/** @type {string} */ key) => store.tell({ type: "dropped", key }),
    /** A refused text goes back to where it was written. */
    rewrite: (/** @type {string} */ key) => {
      const pending = store.state.outbox.find((each) => each.key === key);
      if (pending) {
        write(pending.event === "note");
        rewriting.get(Number(pending.payload.conversation))?.(pending.text);
        store.tell({ type: "dropped", key });
      }
    },
    onRewrite: (/** @type {number} */ conversation, /** @type {(text: string) => void} */ hear) => {
      rewriting.set(conversation, hear);
      return () => void rewriting.delete(conversation);
    },
    draft: (/** @type {number} */ conversation, /** @type {boolean} */ isNote) => keep.get(draftName(conversation, isNote)) ?? "",
    keepDraft: (/** @type {number} */ conversation, /** @type {boolean} */ isNote, /** @type {string} */ text) =>
      keep.set(draftName(conversation, isNote), text || undefined),
    typing: (/** @type {number} */ conversation) => {
      if (Date.now() - typedAt > TYPING_EVERY_MS) {
        typedAt = Date.now();
        void line.ask("typing", { conversation }).catch(() => null);
      }
    },
    flipNote: () => store.tell({ type: "toggled", what: "isNote" }),

    do: (/** @type {number} */ conversation, /** @type {Record<string, unknown>} */ told) => void act("do", { conversation, ...told }),
    openCase: (/** @type {number} */ conversation, /** @type {string} */ service) =>
      void passing("open_case", { conversation, service }),
    openOrder: (/** @type {number} */ conversation, /** @type {{sku: string, count: number}[]} */ lines) =>
      void passing("open_order", { conversation, lines, client_key: newKey() }),
    /** @returns {Promise<string>} */
    nik: async (/** @type {number} */ conversation, /** @type {string} */ reason) => (await act("nik", { conversation, reason }))?.nik ?? "",
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

    showAside: () => void showAside(),
    hideAside: () => store.tell({ type: "aside", aside: { ...store.state.aside, shown: null } }),
    putAway: (/** @type {number[]} */ ids) => void act("put_away", { ids }),

    flipKeys: () => keepSwitches({ ...store.state.switches, keys: !store.state.switches.keys }),
    flip: async (/** @type {"sound" | "notice"} */ way, /** @type {import("loket/desk/switches.js").Kind} */ kind) => {
      keepSwitches(flipped(store.state.switches, way, kind));
      if (way === "notice") {
        await askForNotices();
      } else if (store.state.switches.sound[kind]) {
        bell.ring(kind);
      }
    },
    ring: (/** @type {import("loket/desk/switches.js").Kind} */ kind) => bell.ring(kind),
    noticePermission,
  };
}

/**
 * @param {number} conversation
 * @param {boolean} isNote
 */
const draftName = (conversation, isNote) => `${isNote ? "note" : "draft"}.${conversation}`;
