/** The messages of the open thread, and what is on its way. */
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { MessageLine } from "loket/desk/messageline.js";
import { refusedWords } from "loket/desk/refusals.js";
import { mayAct } from "loket/desk/state.js";
import { Text } from "loket/shared/bubble.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 * @typedef {import("loket/shared/messages.js").Message} Message
 */

const NEAR_END = 80;

/** @param {{desk: Desk, thread: Thread, acts: Acts}} properties */
export function Log({ desk, thread, acts }) {
  const outbox = desk.outbox.filter(({ payload }) => payload.conversation === thread.conversation);
  const again = mayAct(desk) ? (/** @type {Message} */ message) => acts.sendAgain(thread.conversation, message) : null;
  const logins = (desk.staff ?? []).map(({ login }) => login ?? "").join(" ");
  const first = desk.messages[0]?.pos ?? 0;
  const last = `${desk.messages.at(-1)?.pos} ${outbox.length}`;
  return html`<${Scrolling} first=${first} last=${last} lookedFor=${desk.lookedFor}>
    ${desk.more && html`<li class="older"><button class="button small" onClick=${acts.older}>${t("Earlier messages")}</button></li>`}
    ${desk.messages.map(
      (message, index, all) => html`<${MessageLine} key=${message.pos} before=${all[index - 1]} message=${message}
        channel=${thread.channel} isLookedFor=${message.pos === desk.lookedFor} logins=${logins} sendAgain=${again} />`,
    )}
    ${outbox.map((pending) => html`<${OnItsWay} key=${pending.key} pending=${pending} acts=${acts} />`)}
  </${Scrolling}>`;
}

/**
 * Stays at its end when something is added while the end is in sight, and where it was otherwise,
 * also when older ones come above.
 *
 * @param {{first: number, last: string, lookedFor: number | null, children?: unknown}} properties
 */
function Scrolling({ first, last, lookedFor, children }) {
  const log = useRef(/** @type {HTMLElement | null} */ (null));
  const shown = useRef({ first: 0, height: 0, isAtEnd: true });
  useLayoutEffect(() => {
    const { current } = log;
    if (!current) {
      return;
    }
    const isOlder = shown.current.first > first && first > 0 && shown.current.height > 0;
    if (isOlder) {
      current.scrollTop += current.scrollHeight - shown.current.height;
    } else if (shown.current.isAtEnd) {
      current.scrollTop = current.scrollHeight;
    }
    shown.current = { ...shown.current, first, height: current.scrollHeight };
  }, [first, last]);
  useEffect(() => {
    const found = lookedFor && log.current?.querySelector(`[data-pos="${lookedFor}"]`);
    if (found) {
      shown.current.isAtEnd = false;
      found.scrollIntoView({ block: "center" });
    }
  }, [lookedFor, first]);
  useEffect(() => {
    const size = new ResizeObserver(() => {
      if (log.current && shown.current.isAtEnd) {
        log.current.scrollTop = log.current.scrollHeight;
      }
    });
    for (const each of log.current ? [log.current, ...log.current.children] : []) {
      size.observe(each);
    }
    return () => size.disconnect();
  }, []);
  const scroll = () => {
    const { current } = log;
    if (current) {
      shown.current.isAtEnd = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_END;
    }
  };
  return html`<div class="log" role="log" aria-label=${t("Messages")} tabindex="0" ref=${log} onScroll=${scroll}>
    <ol class="messages">${children}</ol>
  </div>`;
}

/** What was written and is not stored yet; a refused text stays with its reason. @param {{pending: import("loket/shared/outbox.js").Pending, acts: Acts}} properties */
function OnItsWay({ pending: { key, event, text, stage, refusal }, acts }) {
  return html`<li class="message ${event === "note" ? "note" : "staff"} ${stage}">
    <div class="bubble"><${Text} text=${text} /></div>
    ${
      stage === "failed"
        ? html`<span class="failed" role="alert">
            ${refusedWords(refusal)}
            <button class="button small" onClick=${() => acts.tryAgain(key)}>${t("Try again")}</button>
            <button class="button small" onClick=${() => acts.rewrite(key)}>${t("Change it")}</button>
            <button class="button small" onClick=${() => acts.drop(key)}>${t("Remove")}</button>
          </span>`
        : html`<span class="sending">${t("Sending…")}</span>`
    }
  </li>`;
}
