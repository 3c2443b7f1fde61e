/** Carries the outbox over the line: one at a time, until each is accepted or refused. */
import { nextDue, nextToSend } from "loket/shared/outbox.js";
import { later } from "loket/shared/timers.js";

/**
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 * @typedef {import("loket/shared/outbox.js").Refusal} Refusal
 * @typedef {import("loket/shared/line.js").Line} Line
 *
 * @typedef {{type: "sending", key: string}
 *   | {type: "accepted", key: string, answer: Record<string, any>}
 *   | {type: "refused", key: string, refusal: Refusal, now: number}
 *   | {type: "unanswered", key: string}} Carried
 */

export class Courier {
  /**
   * @param {object} parts
   * @param {Line} parts.line
   * @param {() => Pending[]} parts.outbox
   * @param {(carried: Carried) => void} parts.tell
   * @param {() => number} [parts.now]
   * @param {(act: () => void, ms: number) => unknown} [parts.later]
   */
  constructor({ line, outbox, tell, now = Date.now, later: after = later }) {
    this.line = line;
    this.outbox = outbox;
    this.tell = tell;
    this.now = now;
    this.later = after;
    /** @type {number | null} */
    this.wakesAt = null;
  }

  /** Send what may be sent now. Called after every change; does nothing when there is nothing. */
  carry() {
    if (!this.line.isUp) {
      return;
    }
    const pending = nextToSend(this.outbox(), this.now());
    if (pending) {
      void this.deliver(pending);
    } else {
      this.wakeWhenDue();
    }
  }

  /** @param {Pending} pending */
  async deliver({ key, event, payload }) {
    this.tell({ type: "sending", key });
    try {
      const answer = await this.line.ask(event, { ...payload, client_key: key });
      this.tell(
        answer.ok
          ? { type: "accepted", key, answer }
          : { type: "refused", key, refusal: answer.error ?? { code: "" }, now: this.now() },
      );
    } catch {
      this.tell({ type: "unanswered", key });
    }
    this.carry();
  }

  wakeWhenDue() {
    const due = nextDue(this.outbox());
    if (due === null || (this.wakesAt !== null && this.wakesAt <= due && this.wakesAt > this.now())) {
      return;
    }
    this.wakesAt = due;
    this.later(() => this.carry(), Math.max(0, due - this.now()));
  }
}
