/** What was done at the desks, the newest first: when, by whom, what, in which conversation. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { deedWords } from "loket/desk/deeds.js";
import { called } from "loket/desk/names.js";
import { Sheet } from "loket/desk/sheet.js";
import { clockTime, dayName, isNewDay } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/** @typedef {import("loket/desk/deeds.js").Entry} Entry */

/** @param {{acts: import("loket/desk/acts.js").Acts}} properties */
export function AuditSheet({ acts }) {
  const [entries, setEntries] = useState(/** @type {Entry[] | null} */ (null));
  const [next, setNext] = useState(/** @type {number | null} */ (null));
  const [isRefused, refuse] = useState(false);
  const load = async (/** @type {number | null} */ before) => {
    const page = await acts.audit(before);
    refuse(!page);
    if (page) {
      setEntries((known) => [...(known ?? []), ...page.entries]);
      setNext(page.next);
    }
  };
  useEffect(() => void load(null), []);
  return html`<${Sheet} title=${t("What was done")} close=${() => acts.top(null)} kind="wide">
    <table class="audit">
      <thead><tr><th scope="col">${t("When")}</th><th scope="col">${t("Who")}</th><th scope="col">${t("What")}</th><th scope="col">${t("Conversation")}</th></tr></thead>
      <tbody>
        ${(entries ?? []).map((entry, index, all) => html`<${Line} key=${entry.n} before=${all[index - 1]} entry=${entry} visit=${acts.visit} />`)}
      </tbody>
    </table>
    ${entries?.length === 0 && html`<p class="quiet">${t("Nothing has been done yet.")}</p>`}
    ${isRefused && html`<p class="error" role="alert">${t("This did not work. Please try again.")} <button class="button small" onClick=${() => load(next)}>${t("Try again")}</button></p>`}
    ${next !== null && !isRefused && html`<button class="button" onClick=${() => load(next)}>${t("More")}</button>`}
  </${Sheet}>`;
}

/** @param {{before: Entry | undefined, entry: Entry, visit: (conversation: number) => void}} properties */
function Line({ before, entry, visit }) {
  const { at, staff, thread } = entry;
  return html`
    ${isNewDay(before, entry) && html`<tr class="day"><th scope="rowgroup" colspan="4">${dayName(at)}</th></tr>`}
    <tr>
      <td><time datetime=${at}>${clockTime(at)}</time></td>
      <td><bdi>${staff ? staff.name : t("Office")}</bdi></td>
      <td><bdi>${deedWords(entry)}</bdi></td>
      <td>${thread && html`<button class="button small" onClick=${() => visit(thread.conversation)}><bdi>${called(thread)}</bdi></button>`}</td>
    </tr>`;
}
