/** Joins the chat's state to the line and to what the browser keeps: no DOM here. */
import { opening, mustAsk, reduce } from "loket/chat/state.js";
import { Courier } from "loket/shared/courier.js";
import { newKey as randomKey } from "loket/shared/keys.js";
import { Line } from "loket/shared/line.js";
import { Store } from "loket/shared/store.js";
import { later } from "loket/shared/timers.js";

/**
 * @typedef {import("loket/chat/state.js").Chat} Chat
 * @typedef {import("loket/chat/state.js").Happening} Happening
 * @typedef {import("loket/shared/line.js").Socket} Socket
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 */

export const TEXT_LIMIT = 4000;
const TYPING_SHOWN_MS = 6000;
const TYPING_TOLD_EVERY_MS = 3000;
const KEPT_AT_MOST = 50;

export class Session {
  /**
   * @param {object} parts
   * @param {(auth: (give: (auth: object) => void) => void) => Socket} parts.connect
   * @param {import("loket/shared/keep.js").Keep} parts.keep
   * @param {string} parts.language
   * @param {string} parts.page where the visitor is, for the desk
   * @param {() => number} [parts.now]
   * @param {() => string} [parts.newKey]
   * @param {(act: () => void, ms: number) => unknown} [parts.later]
   */
  constructor({ connect, keep, language, page, now = Date.now, newKey = randomKey, later: after }) {
    this.keep = keep;
    this.now = now;
    this.newKey = newKey;
    this.later = after ?? later;
    this.toldTypingAt = 0;
    this.typings = 0;
    const before = { token: keep.get("token") ?? null, outbox: kept(keep), notNow: keep.get("not_now") ?? 0 };
    /** @type {Store<Chat, Happening>} */
    this.store = new Store(reduce, opening(before));
    const tell = this.store.tell;
    const socket = connect((give) => give({ ...this.introduction(), language, page }));
    this.line = new Line(socket, {
      later: this.later,
      up: () => tell({ type: "up" }),
      down: () => tell({ type: "down" }),
      refused: (refusal) => this.notLetIn(refusal),
      hears: {
        welcome: (welcome) => tell({ ...welcome, type: "welcome" }),
        message: (message) => tell({ type: "message", message }),
        speaker: (speaking) => tell({ ...speaking, type: "speaker" }),
        status: (status) => tell({ ...status, type: "status" }),
        typing: ({ author }) => this.hearTyping(author),
      },
    });
    this.courier = new Courier({
      line: this.line,
      outbox: () => (this.chat.line === "up" ? this.chat.outbox : []),
      tell,
      now,
      later: this.later,
    });
    this.store.watch((chat) => this.follow(chat));
  }

  get chat() {
    return this.store.state;
  }

  /**
   * @param {string} text
   * @param {import("loket/shared/attachments.js").Attached[]} [files] that have been sent up
   * @returns {boolean} whether it could be taken: not empty, not too long
   */
  write(text, files = []) {
    const hasFiles = files.length > 0;
    if ((text.trim() === "" && !hasFiles) || lengthOf(text) > TEXT_LIMIT) {
      return false;
    }
    this.post({ text, ...(hasFiles && { attachments: files.map(({ id }) => id) }) }, text, files);
    return true;
  }

  /** @param {import("loket/shared/messages.js").Choice} choice */
  choose({ value, label }) {
    this.post({ choice: value }, label);
  }

  /** @param {string} key */
  tryAgain(key) {
    this.store.tell({ type: "again", key, freshKey: this.newKey() });
  }

  /** @param {string} key */
  drop(key) {
    this.store.tell({ type: "dropped", key });
  }

  /** Everything up to the last message stands before the visitor's eyes. */
  see() {
    const { history, readPos, line } = this.chat;
    if (line === "up" && history.pos > readPos) {
      this.line.mention("read", { pos: history.pos });
      this.store.tell({ type: "read", pos: history.pos });
    }
  }

  /** Ends what is open and begins anew; what was said stays, behind a divider. */
  begin() {
    return this.act("new_conversation", {}, ({ messages = [] }) => {
      for (const message of messages) {
        this.store.tell({ type: "message", message });
      }
    });
  }

  /**
   * Say how the talk that has ended was.
   *
   * @param {number} rating 1 to 5
   */
  rate(rating) {
    return this.act("rate", { rating }, ({ rated }) => this.store.tell({ ...rated, type: "rated" }));
  }

  /** @param {number} pos of the end of the talk that the visitor does not want to rate */
  notNow(pos) {
    this.keep.set("not_now", pos);
    this.store.tell({ type: "not_now", pos });
  }

  /**
   * @param {string} event
   * @param {object} payload
   * @param {(answer: any) => void} done
   * @returns {Promise<boolean>} whether it was done; what is not may simply be tried again
   */
  async act(event, payload, done) {
    try {
      const answer = await this.line.ask(event, payload);
      if (answer.ok) {
        done(answer);
      }
      return answer.ok === true;
    } catch {
      return false;
    }
  }

  /** Keys are being pressed; only a person would care, the one who answers or shall answer. */
  type() {
    const isDue = this.now() - this.toldTypingAt > TYPING_TOLD_EVERY_MS;
    if (isDue && (this.chat.speaking?.speaker ?? "bot") !== "bot") {
      this.toldTypingAt = this.now();
      this.line.mention("typing", {});
    }
  }

  /**
   * @param {{text: string} | {choice: string}} payload
   * @param {string} text
   * @param {any[]} [files]
   */
  post(payload, text, files) {
    const key = this.newKey();
    /** @type {Pending} */
    const pending = { key, event: "send", payload, text, files, at: this.now(), stage: "queued" };
    this.store.tell({ type: "wrote", pending });
  }

  introduction() {
    const { token, history, conversation } = this.chat;
    const isKnown = history.pos > 0 && typeof conversation === "number";
    return { ...(token && { token }), ...(isKnown && { last_pos: history.pos, conversation }) };
  }

  /** @param {import("loket/shared/outbox.js").Refusal} refusal */
  notLetIn(refusal) {
    const mayComeAsStranger = refusal.code === "unknown_token" && this.chat.token !== null;
    this.store.tell({ type: "not_let_in", refusal });
    return mayComeAsStranger ? 0 : refusal.retry_after;
  }

  /** @param {string} author */
  hearTyping(author) {
    const turn = (this.typings += 1);
    this.store.tell({ type: "typing", author });
    this.later(() => turn === this.typings && this.store.tell({ type: "typing_over" }), TYPING_SHOWN_MS);
  }

  /** @param {Chat} chat */
  follow(chat) {
    this.remember(chat);
    if (mustAsk(chat)) {
      void this.catchUp(chat.history.pos);
    }
    this.courier.carry();
  }

  /** @param {number} pos */
  async catchUp(pos) {
    this.store.tell({ type: "asking" });
    try {
      const { messages = [], more = false } = await this.line.ask("since", { pos });
      this.store.tell({ type: "answered", messages, more });
    } catch {
      this.store.tell({ type: "not_answered" });
    }
  }

  /** @param {Chat} chat */
  remember(chat) {
    if (chat.token !== this.rememberedToken) {
      this.rememberedToken = chat.token;
      this.keep.set("token", chat.token ?? undefined);
    }
    if (chat.outbox !== this.rememberedOutbox) {
      const gone = new Set((this.rememberedOutbox ?? []).map(({ key }) => key));
      for (const pending of chat.outbox) {
        gone.delete(pending.key);
        this.keep.set(`outbox.${pending.key}`, pending);
      }
      for (const key of gone) {
        this.keep.set(`outbox.${key}`, undefined);
      }
      this.rememberedOutbox = chat.outbox;
    }
  }

  /** @type {string | null | undefined} */
  rememberedToken;

  /** @type {Pending[] | undefined} */
  rememberedOutbox;
}

/**
 * As the server counts: characters, not UTF-16 units.
 *
 * @param {string} text
 */
export function lengthOf(text) {
  return [...text].length;
}

/**
 * What was written before and never accepted, oldest first. Whether it had been on its way does
 * not matter: its key is the same.
 *
 * @param {import("loket/shared/keep.js").Keep} keep
 * @returns {Pending[]}
 */
function kept(keep) {
  return keep
    .all("outbox.")
    .filter((one) => typeof one?.key === "string" && typeof one.text === "string")
    .sort((left, right) => left.at - right.at)
    .slice(-KEPT_AT_MOST)
    .map((one) => ({ ...one, stage: one.stage === "failed" ? "failed" : "queued", notBefore: 0 }));
}
