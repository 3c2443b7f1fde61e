/** What a search found: stays while its threads are opened one by one. */
import { html } from "htm/preact";
import { around, isShown, keyOf } from "loket/desk/found.js";
import { More } from "loket/desk/more.js";
import { called, speakerName } from "loket/desk/names.js";
import { Doors } from "loket/desk/row.js";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 * @typedef {import("loket/desk/found.js").Hit} Hit
 */

/** @param {{desk: Desk, acts: Acts}} properties */
export function FoundList({ desk, acts }) {
  const { hits, next, isAsking, isRefused } = desk.found;
  const heading = t("Found for “{q}”", { q: desk.view.q });
  return html`
    <div class="found-head" role="status">
      <strong><bdi>${heading}</bdi></strong>
      <button class="button small" onClick=${() => acts.search("")}>${t("Back to the list")}</button>
    </div>
    <ul class="rows found">
      ${hits.map((hit) => html`<li key=${keyOf(hit)}><${HitRow} hit=${hit} q=${desk.found.q} isOpen=${isShown(hit, desk)} openHit=${acts.openHit} /></li>`)}
      ${next !== null && html`<li class="more"><${More} key=${next} more=${acts.moreFound} /></li>`}
    </ul>
    ${hits.length === 0 && next === null && html`<p class="quiet empty">${resultWords(isAsking, isRefused)}</p>`}
  `;
}

/** @param {{hit: Hit, q: string, isOpen: boolean, openHit: (hit: Hit) => void}} properties */
function HitRow({ hit, q, isOpen, openHit }) {
  const { thread, message, matched } = hit;
  const [before, word, rest] = message ? around(message.text, q) : [thread.preview, "", ""];
  return html`<button class="row" aria-current=${isOpen ? "true" : undefined} data-conversation=${thread.conversation} onClick=${() => openHit(hit)}>
    <span class="who"><bdi>${called(thread)}</bdi></span>
    <span class="when">${moment(message?.at ?? thread.at)}</span>
    <span class="preview"><bdi>${before}${word && html`<mark>${word}</mark>`}${rest}</bdi></span>
    <span class="marks"><span class="chip">${matchName(matched)}</span><${Doors} thread=${thread} />
      <span class="speaker" data-speaker=${thread.closed_at ? "closed" : thread.speaker}>${speakerName(thread)}</span></span>
  </button>`;
}

/**
 * @param {boolean} isAsking
 * @param {boolean} isRefused
 */
function resultWords(isAsking, isRefused) {
  if (isAsking) {
    return t("Looking…");
  }
  return isRefused ? t("The search did not answer. Please try again.") : t("Nothing found.");
}

/** @param {string} matched */
function matchName(matched) {
  switch (matched) {
    case "name":
      return t("Name");
    case "phone":
      return t("Number");
    case "case":
      return t("Case");
    case "order":
      return t("Order");
    case "ticket":
      return t("Ticket");
    default:
      return t("Words");
  }
}
