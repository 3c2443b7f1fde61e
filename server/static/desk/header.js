/** What the desk puts into the page's header: presence, who has how much, notes that call. */
import { html } from "htm/preact";
import { isPossible } from "loket/desk/commands.js";
import { presenceName } from "loket/desk/names.js";
import { mayAct } from "loket/desk/state.js";
import { t } from "loket/shared/phrases.js";

/** @param {{desk: import("loket/desk/state.js").Desk, acts: import("loket/desk/acts.js").Acts}} properties */
export function HeaderTools({ desk, acts }) {
  return html`
    ${desk.mentions > 0 && html`<button class="button small mentions" onClick=${() => acts.run("mentions")}>@ <span class="count">${desk.mentions}</span><span class="hidden">${t("Notes that call me")}</span></button>`}
    ${isPossible(desk, "load") && html`<button class="button small" onClick=${() => acts.run("load")}>${t("Load")}</button>`}
    ${mayAct(desk) && desk.me?.presence && html`<${Presence} presence=${desk.me.presence} choose=${(/** @type {string} */ state) => acts.presence(state, undefined)} />`}
    <button class="icon-button" onClick=${() => acts.run("switches")}><span aria-hidden="true">♪</span><span class="hidden">${t("Sounds and notices")}</span></button>
  `;
}

/** @param {{presence: string, choose: (state: string) => void}} properties */
function Presence({ presence, choose }) {
  return html`<label class="inline presence-choice"><span class="hidden">${t("Whether I am there")}</span>
    <span class="presence" data-presence=${presence}></span>
    <select class="small" value=${presence} onChange=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${["online", "away", "invisible"].map((each) => html`<option key=${each} value=${each} selected=${each === presence}>${presenceName(each)}</option>`)}
    </select>
  </label>`;
}
