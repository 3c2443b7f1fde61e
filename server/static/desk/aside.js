/** What came in and is no text for the bot: how many wait, what they are, and putting them away. */
import { html } from "htm/preact";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {object} Aside
 * @property {number} id
 * @property {string} line
 * @property {string} oddity
 * @property {string} address
 * @property {string} content as it came
 * @property {string} text
 * @property {string} detail
 * @property {string} at
 *
 * @typedef {{count: number, shown: Aside[] | null}} Set
 *   `shown` is the list while it is open
 */

/** @type {Set} */
export const NOTHING_ASIDE = { count: 0, shown: null };

/** @param {{aside: Set, show: () => void}} properties */
export function AsideButton({ aside, show }) {
  return aside.count > 0
    ? html`<button class="help set-aside" onClick=${show}>${t("Set aside")} <span class="count">${aside.count}</span></button>`
    : null;
}

/** @param {{aside: Set, role?: string, putAway: (ids: number[]) => void, hide: () => void}} properties */
export function AsideList({ aside, role, putAway, hide }) {
  const shown = aside.shown ?? [];
  const mayPutAway = role !== "auditor";
  return html`<dialog open class="keys asides" aria-label=${t("Set aside")}>
    <h2>${t("Set aside")} <span class="count">${aside.count}</span></h2>
    <p>${t("This came in and is no text that can be answered. Nothing of it is lost.")}</p>
    <ul>
      ${shown.map((found) => html`<${Found} key=${found.id} found=${found} putAway=${mayPutAway && putAway} />`)}
    </ul>
    ${shown.length === 0 && html`<p class="quiet">${t("Nothing is set aside.")}</p>`}
    ${mayPutAway && shown.length > 1 && html`<button class="button" onClick=${() => putAway(shown.map(({ id }) => id))}>${t("Put all of these away")}</button>`}
    <button class="button" onClick=${hide}>${t("Close the list")}</button>
  </dialog>`;
}

/** @param {{found: Aside, putAway: false | ((ids: number[]) => void)}} properties */
function Found({ found, putAway }) {
  return html`<li>
    <strong>${what(found.oddity)}</strong>
    ${found.address && html` <bdi>${found.address}</bdi>`} · <time datetime=${found.at}>${moment(found.at)}</time>
    ${found.text && html`<p><bdi>${found.text}</bdi></p>`}
    <details>
      <summary>${t("As it came")}</summary>
      <p>${found.detail} · <bdi>${found.line}</bdi></p>
      <code>${found.content}</code>
    </details>
    ${putAway && html`<button class="button small" onClick=${() => putAway([found.id])}>${t("Put away")}</button>`}
  </li>`;
}

/** @param {string} oddity */
function what(oddity) {
  switch (oddity) {
    case "flash":
      return t("A message that phones show at once");
    case "silent":
      return t("A silent message");
    case "mms":
      return t("Notice of a picture message");
    case "voicemail":
      return t("Notice of voice mail");
    case "data":
      return t("Data for a program");
    default:
      return t("Something that cannot be read");
  }
}
