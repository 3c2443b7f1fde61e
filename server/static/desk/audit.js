/** What was done at the desks, the newest first: by whom, when, to which conversation. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Sheet } from "loket/desk/sheet.js";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/** @param {{acts: import("loket/desk/acts.js").Acts}} properties */
export function AuditSheet({ acts }) {
  const [entries, setEntries] = useState(/** @type {any[]} */ ([]));
  const [next, setNext] = useState(/** @type {number | null} */ (null));
  const load = async (/** @type {number | null} */ before) => {
    const page = await acts.audit(before);
    if (page) {
      setEntries((known) => [...known, ...page.entries]);
      setNext(page.next);
    }
  };
  useEffect(() => void load(null), []);
  return html`<${Sheet} title=${t("What was done")} close=${() => acts.top(null)} kind="wide">
    <table class="audit">
      <thead><tr><th scope="col">${t("When")}</th><th scope="col">${t("Who")}</th><th scope="col">${t("Act")}</th><th scope="col">${t("Conversation")}</th></tr></thead>
      <tbody>
        ${entries.map(
          (each) => html`<tr key=${each.n}>
            <td>${moment(each.at)}</td><td>${each.staff?.name ?? t("Office")}</td>
            <td><code>${each.act}</code> <small><bdi>${detail(each.detail)}</bdi></small></td>
            <td>${each.conversation && html`<button class="button small" onClick=${() => acts.visit(each.conversation)}>${t("Show")}</button>`}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${next !== null && html`<button class="button" onClick=${() => load(next)}>${t("More")}</button>`}
  </${Sheet}>`;
}

/** @param {unknown} told */
function detail(told) {
  const pairs = told && typeof told === "object" ? Object.entries(told) : [];
  return pairs.map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join(", ");
}
