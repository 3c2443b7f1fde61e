/** Sheets about the open thread: hand it over, put it to sleep, label it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { called, presenceName } from "loket/desk/names.js";
import { Sheet } from "loket/desk/sheet.js";
import { sleepTimes } from "loket/desk/sleeping.js";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 * @typedef {{desk: Desk, thread: Thread, acts: Acts, now: number}} Given
 */

const valueOf = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;

/** @param {Given} given */
export function TransferSheet({ desk, thread, acts }) {
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const colleagues = (desk.staff ?? []).filter(
    ({ id, presence, role }) => id !== thread.owner?.id && presence !== "offline" && role !== "auditor",
  );
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const [kind, id] = to.split(".");
    acts.assign(thread.conversation, { [kind]: Number(id), ...(note.trim() ? { note: note.trim() } : {}) });
  };
  const title = t("Hand over {name}", { name: called(thread) });
  return html`<${Sheet} title=${title} close=${() => acts.top(null)}>
    <form onSubmit=${submit}>
      <fieldset class="people">
        <legend>${t("To whom")}</legend>
        ${desk.departments.map(({ id, name }, index) => html`<label class="check" key=${`d${id}`}><input type="radio" name="to" required data-first=${index === 0 || undefined} checked=${to === `department.${id}`} onChange=${() => setTo(`department.${id}`)} /> ${name} <small>${t("department")}</small></label>`)}
        ${colleagues.map(
          (each, index) => html`<label class="check" key=${`s${each.id}`}><input type="radio" name="to" required data-first=${index === 0 && desk.departments.length === 0 ? true : undefined} checked=${to === `staff.${each.id}`} onChange=${() => setTo(`staff.${each.id}`)} />
            <span class="presence" data-presence=${each.presence}></span> ${each.name} <small>${presenceName(each.presence)}${loadWords(each)}</small></label>`,
        )}
        ${colleagues.length === 0 && desk.departments.length === 0 && html`<p class="quiet">${t("Nobody else is at the desk.")}</p>`}
      </fieldset>
      <label>${t("A note for them")}<textarea rows="2" maxlength="1000" value=${note} onInput=${(/** @type {Event} */ event) => setNote(valueOf(event))}></textarea></label>
      <button class="button primary" disabled=${!to}>${t("Hand over")}</button>
    </form>
  </${Sheet}>`;
}

/** @param {import("loket/desk/state.js").Colleague} colleague */
function loadWords({ load, limit }) {
  if (load === undefined) {
    return "";
  }
  return limit ? ` · ${load} / ${limit}` : ` · ${load}`;
}

/** @param {Given} given */
export function SnoozeSheet({ thread, acts, now }) {
  const [until, setUntil] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    acts.snooze(thread.conversation, new Date(until).toISOString());
  };
  const names = { hour: t("In an hour"), evening: t("This afternoon"), tomorrow: t("Tomorrow morning"), week: t("Next week") };
  return html`<${Sheet} title=${t("Put to sleep")} close=${() => acts.top(null)}>
    <p>${t("It leaves your list until then, or until something is said.")}</p>
    <p class="acts">
      ${sleepTimes(new Date(now)).map(
        ({ name, at }, index) => html`<button class="button" key=${name} data-first=${index === 0 || undefined} onClick=${() => acts.snooze(thread.conversation, at.toISOString())}>${names[name]} <small>${moment(at.toISOString())}</small></button>`,
      )}
    </p>
    <form class="in-line" onSubmit=${submit}>
      <label>${t("Until")}<input type="datetime-local" required value=${until} onInput=${(/** @type {Event} */ event) => setUntil(valueOf(event))} /></label>
      <button class="button" disabled=${!until}>${t("Put to sleep")}</button>
    </form>
  </${Sheet}>`;
}

/** @param {Given} given */
export function LabelsSheet({ desk, thread, acts }) {
  const [fresh, setFresh] = useState("");
  const own = thread.labels ?? [];
  const add = (/** @type {Event} */ event) => {
    event.preventDefault();
    acts.label(thread.conversation, { add: [fresh.trim()] });
    setFresh("");
  };
  const all = [...new Set([...own, ...desk.labels])].sort((one, other) => one.localeCompare(other));
  return html`<${Sheet} title=${t("Labels")} close=${() => acts.top(null)}>
    <div class="people">
      ${all.map((label) => {
        const isOn = own.includes(label);
        return html`<label class="check" key=${label}><input type="checkbox" checked=${isOn} onChange=${() => acts.label(thread.conversation, isOn ? { remove: [label] } : { add: [label] })} /> ${label}</label>`;
      })}
    </div>
    <form class="in-line" onSubmit=${add}>
      <label>${t("A new label")}<input data-first value=${fresh} maxlength="40" onInput=${(/** @type {Event} */ event) => setFresh(valueOf(event))} /></label>
      <button class="button" disabled=${!fresh.trim()}>${t("Add")}</button>
    </form>
  </${Sheet}>`;
}
