/**
 * One Socket.IO namespace as the pages use it: it comes up, goes down, refuses, and can be asked.
 *
 * @typedef {object} Socket the part of socket.io-client's Socket that is used here
 * @property {boolean} connected
 * @property {boolean} active whether it tries again by itself
 * @property {(event: string, hear: (...words: any[]) => void) => unknown} on
 * @property {(event: string, ...words: any[]) => unknown} emit
 * @property {(ms: number) => {emitWithAck(event: string, payload: unknown): Promise<any>}} timeout
 * @property {() => unknown} connect
 * @property {() => unknown} disconnect
 *
 * @typedef {import("loket/shared/outbox.js").Refusal} Refusal
 */

import { later } from "loket/shared/timers.js";

/** Nobody can know whether the server got it. */
export class NoAnswerError extends Error {}

const ANSWER_WITHIN_MS = 10_000;
const DEFAULT_RETRY_SECONDS = 5;

export class Line {
  /**
   * @param {Socket} socket
   * @param {object} parts
   * @param {() => void} [parts.up]
   * @param {() => void} [parts.down]
   * @param {(refusal: Refusal) => number | null | undefined} [parts.refused] says in how many
   *   seconds to try again; null: not at all
   * @param {Record<string, (payload: any) => void>} [parts.hears] what the server says by itself
   * @param {number} [parts.answerWithinMs]
   * @param {(act: () => void, ms: number) => unknown} [parts.later]
   */
  constructor(socket, parts) {
    this.socket = socket;
    this.parts = parts;
    this.later = parts.later ?? later;
    socket.on("connect", () => parts.up?.());
    socket.on("disconnect", () => this.hearDown());
    socket.on("connect_error", (error) => this.hearRefusal(error));
    for (const [event, hear] of Object.entries(parts.hears ?? {})) {
      socket.on(event, (payload) => hear(payload ?? {}));
    }
  }

  get isUp() {
    return this.socket.connected;
  }

  open() {
    if (!this.socket.connected) {
      this.socket.connect();
    }
  }

  /**
   * The browser says that the network is back. Socket.IO's `connect` leaves the pause between two
   * tries as it is, which may be many seconds by then; `disconnect` ends it.
   */
  hurry() {
    if (!this.socket.connected) {
      this.socket.disconnect();
      this.socket.connect();
    }
  }

  /**
   * What the server answers. Rejects with NoAnswerError when the line is down, goes down, or stays
   * silent; a silent line is dropped, so that a new one can be tried.
   *
   * @param {string} event
   * @param {unknown} payload
   * @returns {Promise<any>}
   */
  async ask(event, payload) {
    if (!this.socket.connected) {
      throw new NoAnswerError(event);
    }
    try {
      const ms = this.parts.answerWithinMs ?? ANSWER_WITHIN_MS;
      return (await this.socket.timeout(ms).emitWithAck(event, payload)) ?? {};
    } catch {
      this.renew();
      throw new NoAnswerError(event);
    }
  }

  /**
   * Say something that may be lost.
   *
   * @param {string} event
   * @param {unknown} payload
   */
  mention(event, payload) {
    if (this.socket.connected) {
      this.socket.emit(event, payload);
    }
  }

  renew() {
    if (this.socket.connected) {
      this.socket.disconnect();
      this.socket.connect();
    }
  }

  hearDown() {
    this.parts.down?.();
    if (!this.socket.active) {
      this.later(() => this.open(), 1000 * DEFAULT_RETRY_SECONDS * Math.random());
    }
  }

  /** @param {{message?: string, data?: Partial<Refusal>}} error */
  hearRefusal(error) {
    if (this.socket.active) {
      this.parts.down?.();
      return;
    }
    const refusal = { code: "refused", message: error.message, ...error.data };
    const seconds = this.parts.refused?.(refusal);
    if (seconds !== null) {
      const wait = seconds ?? refusal.retry_after ?? DEFAULT_RETRY_SECONDS;
      this.later(() => this.open(), 1000 * wait);
    }
  }
}

/** How a page's socket is opened: no long polling first, patience that grows, a little dice. */
export const SOCKET_OPTIONS = {
  autoConnect: false,
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  reconnectionDelay: 500,
  reconnectionDelayMax: 10_000,
  randomizationFactor: 0.5,
};
