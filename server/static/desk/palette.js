/** Ctrl+K: everything that can be done just now, found by a few letters. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { isPossible, keyOf } from "loket/desk/commands.js";
import { listed } from "loket/desk/list.js";
import { called } from "loket/desk/names.js";
import { Sheet } from "loket/desk/sheet.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/commands.js").Command} Command
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 * @typedef {{key: string, words: string, hint: string, run: () => void}} Offer
 */

const MOST = 12;

/** @param {{desk: Desk, acts: Acts}} properties */
export function Palette({ desk, acts }) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const offers = offered(desk, acts, typed);
  const run = (/** @type {Offer | undefined} */ offer) => {
    if (offer) {
      acts.top(null);
      offer.run();
    }
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : offers.length - 1;
      setChosen(offers.length ? (chosen + by) % offers.length : 0);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(offers[chosen]);
    }
  };
  const type = (/** @type {Event} */ event) => {
    setTyped(/** @type {HTMLInputElement} */ (event.target).value);
    setChosen(0);
  };
  return html`<${Sheet} title=${t("What shall be done?")} close=${() => acts.top(null)} kind="palette">
    <input data-first role="combobox" aria-label=${t("What shall be done?")} aria-expanded="true" aria-controls="offers" aria-autocomplete="list"
      aria-activedescendant=${offers.length > 0 ? `offer-${chosen}` : undefined} value=${typed} onInput=${type} onKeyDown=${press} autocomplete="off" />
    <ul id="offers" role="listbox" aria-label=${t("What can be done here")}>
      ${offers.map(
        (offer, index) => html`<li key=${offer.key} id=${`offer-${index}`} role="option" aria-selected=${index === chosen} onClick=${() => run(offer)}>
          <span><bdi>${offer.words}</bdi></span> ${offer.hint && html`<kbd>${offer.hint}</kbd>`}
        </li>`,
      )}
    </ul>
    ${offers.length === 0 && html`<p class="quiet">${t("Nothing of that name.")}</p>`}
  </${Sheet}>`;
}

/**
 * @param {Desk} desk
 * @param {Acts} acts
 * @param {string} typed
 * @returns {Offer[]}
 */
function offered(desk, acts, typed) {
  const wanted = typed.trim().toLowerCase();
  const commands = commandNames()
    .filter(([command]) => isPossible(desk, command))
    .map(([command, words]) => ({ key: command, words, hint: keyOf(command) ?? "", run: () => acts.run(command) }));
  const threads = listed(desk)
    .slice(0, 200)
    .map((thread) => ({
      key: String(thread.conversation),
      words: called(thread),
      hint: "",
      run: () => acts.open(thread.conversation),
    }));
  const search = wanted
    ? [{ key: "search-for", words: t("Search for “{q}”", { q: typed.trim() }), hint: "", run: () => acts.search(typed.trim()) }]
    : [];
  const found = [...commands, ...(wanted ? threads : [])].filter(({ words }) => words.toLowerCase().includes(wanted));
  return [...found.slice(0, MOST), ...search];
}

/** @returns {[Command, string][]} */
export function commandNames() {
  return [
    ["next", t("Next conversation")],
    ["previous", t("Previous conversation")],
    ["take", t("Take over")],
    ["write", t("Write a reply")],
    ["note", t("Write a note")],
    ["transfer", t("Hand over to a colleague or a department")],
    ["giveBack", t("Give back to the bot")],
    ["close", t("Close")],
    ["reopen", t("Open again")],
    ["snooze", t("Put to sleep")],
    ["wake", t("Wake")],
    ["labels", t("Labels")],
    ["person", t("Who this is")],
    ["openCase", t("Open a case")],
    ["openOrder", t("Enter an order")],
    ["search", t("Search")],
    ["load", t("Who has how much")],
    ["audit", t("What was done")],
    ["canned", t("Ready replies")],
    ["mentions", t("Notes that call me")],
    ["aside", t("Set aside")],
    ["switches", t("Sounds and notices")],
    ["keys", t("Keys")],
  ];
}
