/** Opening a case or entering an order for the person behind the thread. */
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { money, named } from "loket/desk/panel.js";
import { Sheet } from "loket/desk/sheet.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 * @typedef {{desk: Desk, thread: Thread, acts: Acts}} Given
 * @typedef {{services: {code: string, name_id: string, name_en: string}[],
 *   parts: {sku: string, name_id: string, name_en: string, price: number, left: number}[]}} Offer
 */

const valueOf = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value;

/** What the office offers; null until it is told. @param {Acts} acts */
function useOffer(acts) {
  const [offer, setOffer] = useState(/** @type {Offer | null} */ (null));
  useEffect(() => void acts.offer().then(setOffer), []);
  return offer;
}

/** One press opens it. @param {Given} given */
export function OpenCase({ thread, acts }) {
  const offer = useOffer(acts);
  const [code, setCode] = useState("");
  const first = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => first.current?.focus(), [offer]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    acts.openCase(thread.conversation, code.trim());
  };
  return html`<${Sheet} title=${t("Open a case")} close=${() => acts.top(null)}>
    ${offer?.services.length ? html`<p class="acts">${offer.services.map(
      (service, index) => html`<button class="button" ref=${index === 0 ? first : undefined} key=${service.code} onClick=${() => acts.openCase(thread.conversation, service.code)}>${named(service) || service.code}</button>`,
    )}</p>` : html`<form class="in-line" onSubmit=${submit}>
      <label>${t("The service's code, such as ktp")}<input data-first required maxlength="24" value=${code} onInput=${(/** @type {Event} */ event) => setCode(valueOf(event))} /></label>
      <button class="button">${t("Open a case")}</button>
    </form>`}
  </${Sheet}>`;
}

/** @param {Given} given */
export function OpenOrder({ thread, acts }) {
  const offer = useOffer(acts);
  const [typed, setTyped] = useState("");
  const [counts, setCounts] = useState(/** @type {Record<string, number>} */ ({}));
  const parts = offer?.parts ?? [];
  const wanted = typed.trim().toLowerCase();
  const found = parts
    .filter(({ sku, name_id: first, name_en: second }) => `${sku} ${first} ${second}`.toLowerCase().includes(wanted))
    .slice(0, 8);
  const lines = Object.entries(counts).filter(([, count]) => count > 0);
  const total = lines.reduce((sum, [sku, count]) => sum + count * (parts.find((part) => part.sku === sku)?.price ?? 0), 0);
  const put = (/** @type {string} */ sku, /** @type {number} */ count) => setCounts({ ...counts, [sku]: count });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    acts.openOrder(thread.conversation, lines.map(([sku, count]) => ({ sku, count })));
  };
  return html`<${Sheet} title=${t("Enter an order")} close=${() => acts.top(null)} kind="wide">
    <label>${t("Spare part, by name or number")}<input data-first value=${typed} autocomplete="off" onInput=${(/** @type {Event} */ event) => setTyped(valueOf(event))} /></label>
    <ul class="parts">
      ${found.map((part) => html`<li key=${part.sku}><button class="button small" onClick=${() => put(part.sku, (counts[part.sku] ?? 0) + 1)}><span aria-hidden="true">+</span> ${named(part) || part.sku} · ${money(part.price)}</button></li>`)}
      ${wanted && parts.length === 0 && html`<li><button class="button small" onClick=${() => put(typed.trim().toUpperCase(), 1)}>+ ${typed.trim().toUpperCase()}</button></li>`}
    </ul>
    <form onSubmit=${submit}>
      ${lines.map(([sku, count]) => html`<label class="in-line" key=${sku}><span>${sku}</span><input class="small" type="number" min="0" max="9999" value=${count} onInput=${(/** @type {Event} */ event) => put(sku, Number(valueOf(event)))} /></label>`)}
      ${total > 0 && html`<p><strong>${money(total)}</strong></p>`}
      <button class="button primary" disabled=${lines.length === 0}>${t("Enter an order")}</button>
    </form>
  </${Sheet}>`;
}
