/**
 * Replies and notes from the first letter until they are stored: drafts, and what waits to be sent.
 *
 * @typedef {import("loket/desk/acts.js").Parts} Parts
 */
import { newKey } from "loket/shared/keys.js";

const TYPING_EVERY_MS = 3000;

/** @param {Pick<Parts, "line" | "store" | "keep" | "draw">} parts */
export function writingOf({ line, store, keep, draw }) {
  let typedAt = 0;
  /** @type {Map<number, (text: string) => void>} */
  const rewriting = new Map();

  /** @param {boolean} isNote */
  function beginToWrite(isNote) {
    store.tell({ type: "toggled", what: "isNote", is: isNote });
    draw();
    document.getElementById("reply")?.focus();
  }

  return {
    beginToWrite,
    flipNote: () => store.tell({ type: "toggled", what: "isNote" }),
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
        beginToWrite(pending.event === "note");
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
  };
}

/**
 * @param {number} conversation
 * @param {boolean} isNote
 */
const draftName = (conversation, isNote) => `${isNote ? "note" : "draft"}.${conversation}`;
