/** Where staff write: a reply with the SMS meter, or a note that only colleagues see. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { nt, t } from "loket/shared/phrases.js";
import { countSegments, smsText } from "loket/shared/segments.js";

/**
 * @typedef {import("loket/desk/state.js").Thread} Thread
 * @typedef {import("loket/desk/view.js").Acts} Acts
 */

/** @param {{thread: Thread, mine: boolean, isNote: boolean, acts: Acts}} properties */
export function Composer({ thread, mine, isNote, acts }) {
  const [text, setText] = useState(acts.draft(thread.conversation));
  const notes = isNote || !mine;
  const write = (/** @type {string} */ written) => {
    setText(written);
    acts.keepDraft(thread.conversation, written);
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text.trim() !== "") {
      acts.write(thread.conversation, text, notes);
      write("");
    }
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      send(event);
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      /** @type {HTMLElement} */ (event.target).blur();
    }
  };
  const label = notes ? t("A note for colleagues") : t("Your reply");
  return html`<form class="composer" data-note=${notes} onSubmit=${send}>
    <label class="hidden" for="reply">${label}</label>
    <textarea id="reply" rows="2" value=${text} placeholder=${label} onKeyDown=${press}
      onInput=${(/** @type {InputEvent} */ event) => write(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    <div class="below">
      ${thread.channel === "sms" && !notes && html`<${Meter} text=${text} />`}
      ${mine && html`<label class="check"><input type="checkbox" checked=${isNote} onChange=${() => acts.toggle("isNote")} /> ${t("Note")}</label>`}
      <button class="button primary" disabled=${text.trim() === ""}>${notes ? t("Keep note") : t("Send")}</button>
    </div>
  </form>`;
}

/** @param {{text: string}} properties */
function Meter({ text }) {
  const { encoding, segments, left } = countSegments(smsText(text));
  const room = t("{left} left", { left });
  return html`<span class="meter" data-encoding=${encoding}>
    ${nt("{n} text", "{n} texts", segments)} · ${room} · ${encoding === "gsm7" ? "GSM-7" : "UCS-2"}
  </span>`;
}
