/** The list of keys, and what one has switched on for oneself. */
import { html } from "htm/preact";
import { kindName } from "loket/desk/names.js";
import { Sheet } from "loket/desk/sheet.js";
import { mayAct } from "loket/desk/state.js";
import { KINDS } from "loket/desk/switches.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {{desk: import("loket/desk/state.js").Desk, acts: import("loket/desk/acts.js").Acts}} Given
 * @typedef {import("loket/desk/switches.js").Kind} Kind
 */

/** @param {Given} given */
export function KeysSheet({ desk, acts }) {
  const keys = [
    ["J / K", t("Next or previous conversation")],
    ["T", t("Take over")],
    ["A", t("Take over, or hand over")],
    ["R", t("Write a reply")],
    ["N", t("Write a note")],
    ["G", t("Give back")],
    ["E", t("Close")],
    ["S", t("Put to sleep")],
    ["L", t("Labels")],
    ["P", t("Who this is")],
    ["/", t("Search; in a reply: a ready one")],
    ["Ctrl K", t("Everything that can be done")],
    ["Esc", t("Back")],
    ["?", t("This list")],
  ];
  return html`<${Sheet} title=${t("Keys")} close=${() => acts.top(null)} kind="keys">
    <dl>${keys.map(([key, does]) => html`<dt key=${key}><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
    <label class="check"><input type="checkbox" data-first checked=${desk.switches.keys} onChange=${acts.flipKeys} /> ${t("Single keys do something")}</label>
    <button class="button" onClick=${() => acts.run("switches")}>${t("Sounds and notices")}</button>
  </${Sheet}>`;
}

/** @param {Given} given */
export function SwitchesSheet({ desk, acts }) {
  const mayNotify = acts.noticePermission();
  return html`<${Sheet} title=${t("Sounds and notices")} close=${() => acts.top(null)}>
    <table class="switches">
      <thead><tr><th scope="col">${t("When")}</th><th scope="col">${t("Sound")}</th><th scope="col">${t("Notice")}</th></tr></thead>
      <tbody>
        ${KINDS.map(
          (kind) => html`<tr key=${kind}><th scope="row">${kindName(kind)}</th>
            <td><${Flip} kind=${kind} way="sound" desk=${desk} acts=${acts} /></td>
            <td><${Flip} kind=${kind} way="notice" desk=${desk} acts=${acts} /></td></tr>`,
        )}
      </tbody>
    </table>
    ${mayNotify === "denied" && html`<p class="quiet">${t("This browser was told to show no notices of this page; its settings can change that.")}</p>`}
    <label class="check"><input type="checkbox" checked=${desk.switches.keys} onChange=${acts.flipKeys} /> ${t("Single keys do something")}</label>
    ${mayAct(desk) && desk.me?.shown_as && html`<label>${t("Those I answer read")}
      <select value=${desk.me.shown_as} onChange=${(/** @type {Event} */ event) => acts.presence(desk.me?.presence ?? "online", /** @type {HTMLSelectElement} */ (event.target).value)}>
        <option value="person" selected=${desk.me.shown_as === "person"}>${t("my name")}</option>
        <option value="department" selected=${desk.me.shown_as === "department"}>${t("my department's name")}</option>
      </select></label>`}
    <button class="button small" onClick=${() => acts.ring("mine")}>${t("Try the sound")}</button>
  </${Sheet}>`;
}

/** @param {Given & {kind: Kind, way: "sound" | "notice"}} properties */
function Flip({ desk, acts, kind, way }) {
  const words = way === "sound" ? t("Sound") : t("Notice");
  return html`<input type="checkbox" aria-label=${`${kindName(kind)}: ${words}`} checked=${desk.switches[way][kind]} onChange=${() => acts.flip(way, kind)} />`;
}
