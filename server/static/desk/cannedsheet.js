/** Ready replies: everybody's, and one's own; written, changed and taken away. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { isLead } from "loket/desk/commands.js";
import { Sheet } from "loket/desk/sheet.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 */

/** @param {{desk: Desk, acts: Acts}} properties */
export function CannedSheet({ desk, acts }) {
  const [shown, show] = useState(/** @type {any} */ (null));
  const canned = /** @type {any[]} */ (desk.canned ?? []);
  if (shown) {
    return html`<${Sheet} title=${t("A ready reply")} close=${() => show(null)}><${Form} key=${shown.id} reply=${shown} desk=${desk} acts=${acts} done=${() => show(null)} /></${Sheet}>`;
  }
  return html`<${Sheet} title=${t("Ready replies")} close=${() => acts.top(null)} kind="wide">
    <p><button class="button" data-first onClick=${() => show({ shortcut: "", category: "", text_id: "", text_en: "", own: !isLead(desk) })}>${t("A new one")}</button></p>
    <ul class="said">
      ${canned.map(
        (reply) => html`<li key=${reply.id}><strong>/${reply.shortcut}</strong> ${reply.category && html`<span class="chip">${reply.category}</span>`} ${reply.own && html`<span class="chip">${t("mine alone")}</span>`}
          <bdi>${reply.text_id || reply.text_en}</bdi>
          ${reply.may_edit !== false && html`<button class="button small" onClick=${() => show(reply)}>${t("Change it")}</button>`}</li>`,
      )}
    </ul>
  </${Sheet}>`;
}

/** @param {{reply: any, desk: Desk, acts: Acts, done: () => void}} properties */
function Form({ reply, desk, acts, done }) {
  const [fault, setFault] = useState("");
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const of = (/** @type {string} */ name) => String(form.get(name) ?? "");
    const written = {
      shortcut: of("shortcut"),
      category: of("category"),
      text_id: of("text_id"),
      text_en: of("text_en"),
      ...(reply.id ? { id: reply.id } : { own: form.has("own") || !isLead(desk) }),
    };
    const refused = await acts.keepCanned(written);
    if (refused) {
      setFault(refused);
    } else {
      done();
    }
  };
  return html`<form onSubmit=${save}>
    <label>${t("Behind the /")}<input name="shortcut" data-first required maxlength="32" value=${reply.shortcut} /></label>
    <label>${t("Category")}<input name="category" maxlength="40" value=${reply.category} /></label>
    <label>Bahasa Indonesia<textarea name="text_id" rows="3" maxlength="2000" value=${reply.text_id}></textarea></label>
    <label>English<textarea name="text_en" rows="3" maxlength="2000" value=${reply.text_en}></textarea></label>
    <p class="quiet hint">${t("These are filled in:")} <code>${"{name|Bapak/Ibu} {case} {ticket} {order} {staff} {office}"}</code></p>
    ${!reply.id && isLead(desk) && html`<label class="check"><input type="checkbox" name="own" /> ${t("For me alone")}</label>`}
    <p class="error" role="alert">${fault}</p>
    <button class="button primary">${t("Keep it")}</button>
    ${reply.id && html`<button class="button" type="button" onClick=${() => acts.dropCanned(reply.id).then(done)}>${t("Remove")}</button>`}
  </form>`;
}
