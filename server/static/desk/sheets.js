/** The sheets that may lie over the desk, one at a time; what keys open and letters follow is here. */
import { html } from "htm/preact";
import { Brought } from "loket/desk/brought.js";
import { KeysSheet, SwitchesSheet } from "loket/desk/comfort.js";
import { Palette } from "loket/desk/palette.js";
import { LabelsSheet, SnoozeSheet, TransferSheet } from "loket/desk/passing.js";
import { Refusal } from "loket/desk/sheet.js";
import { openThread } from "loket/desk/state.js";

/** @typedef {{desk: import("loket/desk/state.js").Desk, acts: import("loket/desk/acts.js").Acts, now: number}} Given */

/** @param {Given} given */
export function Sheets(given) {
  return html`<${Refusal.Provider} value=${given.desk.notice}><${Top} ...${given} thread=${openThread(given.desk)} /></${Refusal.Provider}>`;
}

/** @param {any} given */
function Top(given) {
  switch (given.desk.top) {
    case "palette":
      return html`<${Palette} ...${given} />`;
    case "keys":
      return html`<${KeysSheet} ...${given} />`;
    case "switches":
      return html`<${SwitchesSheet} ...${given} />`;
    case "transfer":
      return given.thread && html`<${TransferSheet} ...${given} />`;
    case "snooze":
      return given.thread && html`<${SnoozeSheet} ...${given} />`;
    case "labels":
      return given.thread && html`<${LabelsSheet} ...${given} />`;
    default:
      return html`<${Brought} ...${given} />`;
  }
}
