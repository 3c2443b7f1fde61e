/** The side panel: who this is, what they have with the office, and what may be done to it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { useAsking } from "loket/desk/asking.js";
import { Belongings } from "loket/desk/belongings.js";
import { doorName } from "loket/desk/names.js";
import { consentWords } from "loket/desk/panel.js";
import { mayUnseal } from "loket/desk/state.js";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 */

/** @param {{desk: Desk, thread: Thread, acts: Acts}} properties */
export function Side({ desk, thread, acts }) {
  const { panel } = desk;
  return html`
    <header class="side-head">
      <h2>${t("Who this is")}</h2>
      <button class="button small back" onClick=${() => acts.run("person")}>${t("Back")}</button>
    </header>
    <${Person} desk=${desk} thread=${thread} acts=${acts} />
    ${(thread.labels ?? []).length > 0 && html`<p class="labels">${(thread.labels ?? []).map((label) => html`<span class="chip label" key=${label}>${label}</span>`)}</p>`}
    ${panel && html`
      <${Belongings} kind="case" title=${t("Cases")} things=${panel.cases ?? []} desk=${desk} thread=${thread} acts=${acts} />
      <${Belongings} kind="ticket" title=${t("Queue tickets")} things=${panel.tickets ?? []} desk=${desk} thread=${thread} acts=${acts} />
      <${Belongings} kind="order" title=${t("Orders")} things=${panel.orders ?? []} desk=${desk} thread=${thread} acts=${acts} />
      <${Earlier} earlier=${panel.earlier ?? []} acts=${acts} />`}
  `;
}

/** @param {{desk: Desk, thread: Thread, acts: Acts}} properties */
function Person({ desk, thread, acts }) {
  const person = desk.panel?.person;
  const phones = person?.phones ?? [];
  return html`<dl class="facts">
    <dt>${t("Name")}</dt><dd><bdi>${person?.name ?? thread.name ?? t("not known")}</bdi></dd>
    ${
      phones.length > 0
        ? html`<dt>${t("Number")}</dt><dd>${phones.map((phone) => html`<bdi key=${phone}>${phone} </bdi>`)}</dd>`
        : html`<dt>${thread.channel === "sms" ? t("Number") : t("Visitor")}</dt><dd><bdi>${thread.address}</bdi></dd>`
    }
    <dt>${t("Language")}</dt><dd>${(person?.language ?? thread.language) === "en" ? "English" : "Bahasa Indonesia"}</dd>
    ${(thread.doors ?? []).length > 0 && html`<dt>${t("Can be reached by")}</dt><dd>${(thread.doors ?? []).map(doorName).join(", ")}</dd>`}
    ${person?.consent && html`<dt>${t("Agrees to")}</dt><dd>${consentWords(person.consent)}</dd>`}
    ${thread.department?.name && html`<dt>${t("Department")}</dt><dd>${thread.department.name}</dd>`}
    ${desk.person?.since && html`<dt>${t("First seen")}</dt><dd>${moment(desk.person.since)}</dd>`}
    ${thread.rating && html`<dt>${t("Rated")}</dt><dd>${thread.rating} / 5</dd>`}
    ${person && mayUnseal(desk) && html`<dt>NIK</dt><dd><${Nik} acts=${acts} conversation=${thread.conversation} key=${thread.conversation} /></dd>`}
  </dl>`;
}

/** The full number is shown on a reason, which is written down. @param {{conversation: number, acts: Acts}} properties */
function Nik({ conversation, acts }) {
  const [isAsking, ask] = useState(false);
  const [told, tell] = useState("");
  const press = () => (told ? tell("") : ask(!isAsking));
  const look = async (/** @type {string} */ reason) => {
    tell(await acts.nik(conversation, reason));
    ask(false);
  };
  return html`${told && html`<output><bdi>${told}</bdi></output> `}
    <button class="button small" aria-expanded=${told ? undefined : isAsking} onClick=${press}>${told ? t("Hide") : t("Show…")}</button>
    ${isAsking && html`<${Why} look=${look} cancel=${() => ask(false)} />`}`;
}

/** @param {{look: (reason: string) => void, cancel: () => void}} properties */
function Why({ look, cancel }) {
  const [reason, setReason] = useState("");
  const form = useAsking(cancel);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    look(reason.trim());
  };
  return html`<form class="act-form" ref=${form} onSubmit=${submit}>
    <label>${t("Why do you need it? This is written down.")}
      <input value=${reason} minlength="5" maxlength="200" required onInput=${(/** @type {Event} */ event) => setReason(/** @type {HTMLInputElement} */ (event.target).value)} />
    </label>
    <button class="button small primary">${t("Show")}</button>
    <button class="button small" type="button" onClick=${cancel}>${t("Cancel")}</button>
  </form>`;
}

/** @param {{earlier: import("loket/desk/panel.js").Earlier[], acts: Acts}} properties */
function Earlier({ earlier, acts }) {
  if (earlier.length === 0) {
    return null;
  }
  return html`<section class="things">
    <h3>${t("Earlier conversations")}</h3>
    <ul>
      ${earlier.map(
        ({ conversation, at, preview, channel }) => html`<li key=${conversation}>
          <button class="earlier" onClick=${() => acts.open(conversation)}>
            <span>${moment(at)}${channel && html` · ${doorName(channel)}`}</span> <bdi>${preview}</bdi>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}
