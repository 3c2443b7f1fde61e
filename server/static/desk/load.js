/** For those who lead: who has how much, how long the line is, and changing both. */
import { html } from "htm/preact";
import { presenceName } from "loket/desk/names.js";
import { Sheet } from "loket/desk/sheet.js";
import { lasted } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 */

/** @param {{desk: Desk, acts: Acts, now: number}} properties */
export function LoadSheet({ desk, acts, now }) {
  const load = desk.load ?? {};
  const staff = load.staff ?? desk.staff ?? [];
  return html`<${Sheet} title=${t("Who has how much")} close=${() => acts.top(null)} kind="wide">
    <dl class="figures">
      <div><dt>${t("Waiting")}</dt><dd>${waitingOf(load) ?? desk.counts.waiting}</dd></div>
      ${load.waiting_longest && html`<div><dt>${t("The longest waits")}</dt><dd>${lasted(load.waiting_longest, now)}</dd></div>`}
      ${load.overdue !== undefined && html`<div><dt>${t("Overdue")}</dt><dd>${load.overdue}</dd></div>`}
      <div><dt>${t("Bot")}</dt><dd>${desk.counts.bot}</dd></div>
    </dl>
    <table class="load">
      <thead><tr><th scope="col">${t("Name")}</th><th scope="col">${t("Is")}</th><th scope="col">${t("Conversations")}</th><th scope="col">${t("Owes an answer since")}</th><th scope="col">${t("At most")}</th><th scope="col"><span class="hidden">${t("Look")}</span></th></tr></thead>
      <tbody>
        ${staff.map(
          (/** @type {any} */ each) => html`<tr key=${each.id}>
            <th scope="row"><span class="presence" data-presence=${each.presence}></span> ${each.name}</th>
            <td>${presenceName(each.presence)}</td>
            <td><meter min="0" max=${each.limit || 10} value=${held(each)} aria-hidden="true"></meter> ${held(each)}</td>
            <td>${each.waiting_longest && lasted(each.waiting_longest, now)}</td>
            <td><${Limit} each=${each} acts=${acts} /></td>
            <td><button class="button small" onClick=${() => acts.show({ tab: "all", owner: each.id })}>${t("Show them")}</button></td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${(load.departments ?? []).length > 0 && html`<table class="load">
      <thead><tr><th scope="col">${t("Department")}</th><th scope="col">${t("Waiting")}</th><th scope="col">${t("The longest waits")}</th></tr></thead>
      <tbody>${load.departments.map((/** @type {any} */ each) => html`<tr key=${each.id}><th scope="row">${each.name}</th><td>${each.waiting}</td><td>${each.waiting_longest && lasted(each.waiting_longest, now)}</td></tr>`)}</tbody>
    </table>`}
    <button class="button" onClick=${() => acts.show({ tab: "waiting" })}>${t("Show who waits")}</button>
  </${Sheet}>`;
}

/** @param {{threads?: any, load?: number}} each */
const held = ({ threads, load }) => (Array.isArray(threads) ? threads.length : (threads ?? load ?? 0));

/** @param {Record<string, any>} load */
const waitingOf = ({ waiting }) => (Array.isArray(waiting) ? waiting.length : waiting);

/** @param {{each: any, acts: Acts}} properties */
function Limit({ each, acts }) {
  const label = t("At most for {name}", { name: each.name });
  const change = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.value !== "" && field.checkValidity()) {
      acts.limit(each.id, Number(field.value));
    } else {
      field.value = String(each.limit ?? "");
    }
  };
  return html`<input class="small" type="number" min="0" max="100" aria-label=${label} value=${each.limit ?? ""} onChange=${change} />`;
}
