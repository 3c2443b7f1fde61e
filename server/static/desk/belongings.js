/** Cases, tickets and orders in the side panel: where each stands, and the acts that belong there. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { ActForm } from "loket/desk/actform.js";
import { isPossible } from "loket/desk/commands.js";
import { actName, isFinal, money, named, needsOf, stateName } from "loket/desk/panel.js";
import { dayOf, moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 * @typedef {import("loket/desk/panel.js").Case} Case
 * @typedef {import("loket/desk/panel.js").Ticket} Ticket
 * @typedef {import("loket/desk/panel.js").Order} Order
 * @typedef {"case" | "ticket" | "order"} Kind
 * @typedef {any} Thing one of Case, Ticket, Order
 */

/** @param {{kind: Kind, title: string, things: Thing[], desk: Desk, thread: import("loket/desk/threads.js").Thread, acts: Acts}} properties */
export function Belongings({ kind, title, things, desk, thread, acts }) {
  const opens = kind === "case" ? "openCase" : "openOrder";
  const mayOpen = kind !== "ticket" && isPossible(desk, opens);
  if (things.length === 0 && !mayOpen) {
    return null;
  }
  return html`<section class="things" data-kind=${kind}>
    <h3>${title} ${things.length > 0 && html`<span class="count">${things.length}</span>`}
      ${mayOpen && html`<button class="button small" onClick=${() => acts.run(opens)}>${kind === "case" ? t("Open a case") : t("Enter an order")}</button>`}
    </h3>
    <ul>${things.map((thing) => html`<${One} key=${thing.id} kind=${kind} thing=${thing} desk=${desk} conversation=${thread.conversation} acts=${acts} />`)}</ul>
  </section>`;
}

/** @param {{kind: Kind, thing: Thing, desk: Desk, conversation: number, acts: Acts}} properties */
function One({ kind, thing, desk, conversation, acts }) {
  const [asking, ask] = useState(/** @type {string | null} */ (null));
  const state = thing.stage ?? thing.state;
  const press = (/** @type {string} */ act) => {
    if (needsOf(kind, act).length > 0 || isFinal(kind, act)) {
      ask(asking === act ? null : act);
    } else {
      acts.do(conversation, { kind, id: thing.id, act });
    }
  };
  return html`<li class="thing">
    <p><strong><bdi>${thing.number}</bdi></strong> <span class="state" data-state=${state}>${stateName(state)}</span></p>
    <p class="detail">${detail(kind, thing)}</p>
    ${(thing.acts ?? []).length > 0 && html`<p class="acts">${thing.acts.map(
      (/** @type {string} */ act) => html`<button class="button small" key=${act} aria-expanded=${asking === act || undefined} onClick=${() => press(act)}>${actName(kind, act)}</button>`,
    )}</p>`}
    ${asking && html`<${ActForm} key=${asking} kind=${kind} act=${asking} thing=${thing} counters=${desk.panel?.counters ?? []} times=${(/** @type {string} */ day) => acts.times(conversation, thing.id, day)} cancel=${() => ask(null)}
      send=${(/** @type {Record<string, unknown>} */ told) => {
        acts.do(conversation, { kind, id: thing.id, act: asking, ...told });
        ask(null);
      }} />`}
  </li>`;
}

/**
 * @param {Kind} kind
 * @param {Thing} thing
 */
function detail(kind, thing) {
  if (kind === "order") {
    const lines = (thing.lines ?? []).map((/** @type {any} */ line) => `${line.count} × ${named(line) || line.sku}`);
    return [...lines, thing.total === undefined ? "" : money(thing.total), thing.reason ?? ""].filter(Boolean).join(" · ");
  }
  if (kind === "ticket") {
    return [named(thing) || thing.service, dayOf(thing.day), thing.time, thing.counter].filter(Boolean).join(" · ");
  }
  const promised = thing.promised ? t("promised {day}", { day: dayOf(thing.promised) }) : "";
  const papers = (thing.missing ?? []).map(paperWords).filter(Boolean);
  const missing = papers.length > 0 ? t("missing: {papers}", { papers: papers.join(", ") }) : "";
  return [named(thing) || thing.service, promised, missing].filter(Boolean).join(" · ");
}

/** A paper that is missing, or of which a file waits to be checked. @param {any} paper */
const paperWords = (paper) =>
  paper.handed_in ? t("{paper} (file came {moment}, to be checked)", { paper: named(paper), moment: moment(paper.handed_in) }) : named(paper);
