/** The left pane: search, tabs with counts, filters, and the threads of what is chosen. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { isFiltered } from "loket/desk/address.js";
import { AsideButton } from "loket/desk/aside.js";
import { FoundList } from "loket/desk/foundlist.js";
import { listed } from "loket/desk/list.js";
import { doorName } from "loket/desk/names.js";
import { Rows } from "loket/desk/rows.js";
import { TABS } from "loket/desk/threads.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/threads.js").Tab} Tab
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 */

/** @param {{desk: Desk, acts: Acts, now: number}} properties */
export function Threads({ desk, acts, now }) {
  return html`<nav class="threads" aria-label=${t("Conversations")}>
    <${SearchBox} desk=${desk} acts=${acts} />
    ${desk.view.q ? html`<${FoundList} desk=${desk} acts=${acts} />` : html`<${TabbedList} desk=${desk} acts=${acts} now=${now} />`}
    <${AsideButton} aside=${desk.aside} show=${acts.showAside} />
    <button class="help" onClick=${() => acts.run("keys")}>${t("Keys")} <kbd>?</kbd></button>
  </nav>`;
}

/** @param {{desk: Desk, acts: Acts}} properties */
function SearchBox({ desk, acts }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const { q } = desk.view;
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) {
      field.current.value = q;
    }
  }, [q]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    acts.search(field.current?.value.trim() ?? "");
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && field.current) {
      event.stopPropagation();
      field.current.value = "";
      field.current.blur();
      acts.search("");
    }
  };
  return html`<form class="searching" role="search" onSubmit=${submit}>
    <label class="hidden" for="search">${t("Search by name, number or words")}</label>
    <input id="search" type="search" maxlength="200" autocomplete="off" ref=${field} onKeyDown=${press} placeholder=${t("Search by name, number or words")} />
  </form>`;
}

/** @param {{desk: Desk, acts: Acts, now: number}} properties */
function TabbedList({ desk, acts, now }) {
  const names = tabNames();
  const threads = listed(desk);
  return html`
    <div class="tabs" role="group" aria-label=${t("Which conversations")}>
      ${TABS.map(
        (tab) => html`<button key=${tab} data-tab=${tab} aria-pressed=${desk.view.tab === tab} onClick=${() => acts.tab(tab)}>
          <span>${names[tab]}</span> <span class="count">${desk.counts[tab]}</span>
        </button>`,
      )}
    </div>
    <${Filters} desk=${desk} acts=${acts} />
    <${Rows} key=${desk.view.tab} threads=${threads} desk=${desk} acts=${acts} minute=${Math.floor(now / 60_000)} />
    ${threads.length === 0 && html`<p class="quiet empty">${desk.list.isAsked ? emptyWords(desk) : t("One moment…")}</p>`}
  `;
}

/** @param {{desk: Desk, acts: Acts}} properties */
function Filters({ desk, acts }) {
  const { view } = desk;
  const choose = (/** @type {string} */ name, /** @type {(value: string) => string | number} */ read = String) =>
    (/** @type {Event} */ event) => {
      const { value } = /** @type {HTMLSelectElement} */ (event.target);
      acts.filter({ [name]: value === "" ? null : read(value) });
    };
  return html`<details class="filters" open=${isFiltered(view)}>
    <summary>${t("Filter")}${isFiltered(view) && html` <span class="count">${t("on")}</span>`}</summary>
    <div class="choices-of-filters">
      <${Choice} name=${t("Door")} value=${view.channel} choose=${choose("channel")} options=${["web", "sms"].map((door) => [door, doorName(door)])} />
      ${desk.labels.length > 0 && html`<${Choice} name=${t("Label")} value=${view.label} choose=${choose("label")} options=${desk.labels.map((label) => [label, label])} />`}
      ${desk.departments.length > 0 && html`<${Choice} name=${t("Department")} value=${view.department} choose=${choose("department", Number)} options=${desk.departments.map(({ id, name }) => [id, name])} />`}
      ${desk.staff && html`<${Choice} name=${t("Who answers")} value=${view.owner} choose=${choose("owner", Number)} options=${desk.staff.map(({ id, name }) => [id, name])} />`}
      ${isFiltered(view) && html`<button class="button small" onClick=${() => acts.filter({ label: null, channel: null, department: null, owner: null })}>${t("No filter")}</button>`}
    </div>
  </details>`;
}

/** @param {{name: string, value: string | number | null, options: [string | number, string][], choose: (event: Event) => void}} properties */
function Choice({ name, value, options, choose }) {
  return html`<label><span>${name}</span>
    <select value=${value ?? ""} onChange=${choose}>
      <option value="">${t("All")}</option>
      ${options.map(([each, words]) => html`<option key=${each} value=${each} selected=${each === value}>${words}</option>`)}
    </select>
  </label>`;
}

/** @returns {Record<Tab, string>} */
export function tabNames() {
  return { mine: t("Mine"), waiting: t("Waiting"), bot: t("Bot"), all: t("All"), closed: t("Closed") };
}

/** @param {Desk} desk */
function emptyWords({ view }) {
  if (isFiltered(view)) {
    return t("Nothing passes the filter.");
  }
  switch (view.tab) {
    case "mine":
      return t("You answer nobody just now.");
    case "waiting":
      return t("Nobody waits.");
    case "closed":
      return t("Nothing is closed.");
    default:
      return t("No conversation yet.");
  }
}
