/** What an act in the side panel asks for before it is done. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { useAsking } from "loket/desk/asking.js";
import { actName, named, needsOf } from "loket/desk/panel.js";
import { dayOf } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {object} ActFormProperties
 * @property {"case" | "ticket" | "order"} kind
 * @property {string} act
 * @property {any} thing
 * @property {string[]} counters
 * @property {(day: string) => Promise<{day: string | null, times: string[], days: string[]} | null>} times
 * @property {(told: Record<string, unknown>) => void} send
 * @property {() => void} cancel
 */

/** @param {ActFormProperties} properties */
export function ActForm({ kind, act, thing, counters, times, send, cancel }) {
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send(toldBy(new FormData(/** @type {HTMLFormElement} */ (event.target)), needsOf(kind, act)));
  };
  const form = useAsking(cancel);
  return html`<form class="act-form" ref=${form} onSubmit=${submit}>
    ${needsOf(kind, act).map((need) => html`<${Need} key=${need} need=${need} thing=${thing} counters=${counters} times=${times} />`)}
    ${needsOf(kind, act).length === 0 && html`<p>${t("This cannot be taken back.")}</p>`}
    <button class="button small primary">${actName(kind, act)}</button>
    <button class="button small" type="button" onClick=${cancel}>${t("Cancel")}</button>
  </form>`;
}

/** @param {{need: string, thing: any, counters: string[], times: ActFormProperties["times"]}} properties */
function Need({ need, thing, counters, times }) {
  switch (need) {
    case "paper":
      return html`<label>${t("Which paper")}<select name="paper">${(thing.missing ?? []).map((/** @type {any} */ paper) => html`<option key=${paper.id} value=${paper.id}>${named(paper)}</option>`)}</select></label>`;
    case "missing":
      return html`<label>${t("Missing papers, one a line")}<textarea name="missing" rows="2" required maxlength="1000"></textarea></label>`;
    case "note":
      return html`<label>${t("A line for the person")}<input name="note" maxlength="200" /></label>`;
    case "promised":
      return html`<label>${t("Promised for")}<input type="date" name="promised" value=${thing.promised ?? ""} /></label>`;
    case "counter":
      return html`<label>${t("To which counter")}<select name="counter">${counters.map((counter) => html`<option key=${counter} value=${counter} selected=${counter === thing.counter}>${counter}</option>`)}</select></label>`;
    case "place":
      return html`<${FreePlace} times=${times} />`;
    case "pieces":
      return html`<fieldset><legend>${t("How many are there")}</legend>${(thing.lines ?? []).map(
        (/** @type {any} */ line) => html`<label key=${line.sku}>${line.sku}<input type="number" name=${`pieces.${line.sku}`} min="0" max=${line.count} value=${line.count} required /></label>`,
      )}</fieldset>`;
    default:
      return html`<label>${t("Why, the person will read it")}<input name="reason" required minlength="3" maxlength="200" /></label>`;
  }
}

/** A day and a time at which there is a place; typed where the office does not tell. @param {Pick<ActFormProperties, "times">} properties */
function FreePlace({ times }) {
  const [day, setDay] = useState("");
  const [free, setFree] = useState(/** @type {{day: string | null, times: string[], days: string[]} | null} */ (null));
  useEffect(() => void times(day).then(setFree), [day]);
  if (free && free.days.length === 0) {
    return html`<p>${t("There is no free place.")}</p>`;
  }
  const choose = (/** @type {Event} */ event) => setDay(/** @type {HTMLSelectElement} */ (event.target).value);
  const shown = day || free?.day || "";
  return html`
    <label>${t("Day")}<select name="day" required value=${shown} onChange=${choose}>${(free?.days ?? []).map((each) => html`<option key=${each} value=${each} selected=${each === shown}>${dayOf(each)}</option>`)}</select></label>
    <label>${t("Time")}<select name="time" required>${(free?.times ?? []).map((each) => html`<option key=${each} value=${each}>${each}</option>`)}</select></label>
  `;
}

/**
 * @param {FormData} form
 * @param {string[]} needs
 */
function toldBy(form, needs) {
  const of = (/** @type {string} */ name) => String(form.get(name) ?? "").trim();
  /** @type {Record<string, unknown>} */
  const told = {};
  for (const need of needs) {
    if (need === "paper") {
      told.paper = Number(of("paper"));
    } else if (need === "missing") {
      told.missing = of("missing").split("\n").map((line) => line.trim()).filter(Boolean).map((line) => ({ id: line, en: line }));
    } else if (need === "note") {
      told.note_id = of("note");
    } else if (need === "promised") {
      told.promised = of("promised") || null;
    } else if (need === "place") {
      told.day = of("day");
      told.time = of("time");
    } else if (need === "pieces") {
      const pieces = [...form.keys()].filter((name) => name.startsWith("pieces."));
      told.pieces = Object.fromEntries(pieces.map((name) => [name.slice("pieces.".length), Number(of(name))]));
    } else {
      told[need] = of(need);
    }
  }
  return told;
}
