/**
 * What a person wrote and the server has not yet accepted: kept in order, sent one at a time,
 * and with the same key however often it has to be tried.
 *
 * @typedef {object} Refusal
 * @property {string} code
 * @property {string} [message]
 * @property {number} [retry_after] seconds
 *
 * @typedef {object} Pending
 * @property {string} key the `client_key`
 * @property {string} event
 * @property {Record<string, unknown>} payload
 * @property {string} text as it is shown meanwhile
 * @property {any[]} [files] that go with it, sent up before
 * @property {number} at milliseconds, when it was written
 * @property {"queued" | "sending" | "failed"} stage
 * @property {string} [lane] order is kept within one lane only
 * @property {number} [notBefore] milliseconds
 * @property {Refusal} [refusal]
 */

/** Refusals that pass by themselves; the message stays queued. */
const PASSING = new Set(["slow_down", "try_later", "busy"]);
const PATIENCE_SECONDS = 3;

/**
 * The next one to send: the oldest of a lane in which nothing is on its way.
 *
 * @param {Pending[]} outbox
 * @param {number} now
 * @returns {Pending | undefined}
 */
export function nextToSend(outbox, now) {
  /** @type {Set<string | undefined>} */
  const busy = new Set();
  for (const pending of outbox) {
    if (pending.stage !== "failed" && !busy.has(pending.lane)) {
      if (pending.stage === "queued" && (pending.notBefore ?? 0) <= now) {
        return pending;
      }
      busy.add(pending.lane);
    }
  }
  return undefined;
}

/**
 * When it is worth looking again though nothing happens, or null.
 *
 * @param {Pending[]} outbox
 * @returns {number | null}
 */
export function nextDue(outbox) {
  const dues = outbox.filter(({ stage, notBefore }) => stage === "queued" && notBefore);
  return dues.length > 0 ? Math.min(...dues.map(({ notBefore }) => notBefore ?? 0)) : null;
}

/**
 * @param {Pending[]} outbox
 * @param {string} key
 */
export function sending(outbox, key) {
  return changed(outbox, key, { stage: "sending", refusal: undefined });
}

/**
 * Nobody knows whether it arrived: it goes again under the same key.
 *
 * @param {Pending[]} outbox
 * @param {string} key
 */
export function unanswered(outbox, key) {
  return changed(outbox, key, { stage: "queued" });
}

/**
 * @param {Pending[]} outbox
 * @param {string} key
 */
export function settled(outbox, key) {
  return outbox.filter((pending) => pending.key !== key);
}

/**
 * Without those that came back from the server under their key: they are stored, whether or not
 * their acknowledgement has come.
 *
 * @param {Pending[]} outbox
 * @param {{client_key?: string | null}[]} messages
 */
export function withoutStored(outbox, messages) {
  const keys = new Set(messages.map(({ client_key: key }) => key));
  return outbox.some(({ key }) => keys.has(key)) ? outbox.filter(({ key }) => !keys.has(key)) : outbox;
}

/**
 * @param {Pending[]} outbox
 * @param {string} key
 * @param {Refusal} refusal
 * @param {number} now
 */
export function refused(outbox, key, refusal, now) {
  if (!PASSING.has(refusal.code)) {
    return changed(outbox, key, { stage: "failed", refusal });
  }
  const notBefore = now + 1000 * (refusal.retry_after ?? PATIENCE_SECONDS);
  return changed(outbox, key, { stage: "queued", refusal, notBefore });
}

/**
 * A person presses "try again". A key that stands for another text is of no more use.
 *
 * @param {Pending[]} outbox
 * @param {string} key
 * @param {string} freshKey
 */
export function again(outbox, key, freshKey) {
  return outbox.map((pending) => {
    if (pending.key !== key) {
      return pending;
    }
    const isSpent = pending.refusal?.code === "key_reused";
    /** @type {Pending} */
    const next = { ...pending, stage: "queued", refusal: undefined, notBefore: undefined };
    return isSpent ? { ...next, key: freshKey } : next;
  });
}

/**
 * @param {Pending[]} outbox
 * @param {string} key
 * @param {Partial<Pending>} change
 * @returns {Pending[]}
 */
function changed(outbox, key, change) {
  return outbox.map((pending) => (pending.key === key ? { ...pending, ...change } : pending));
}
