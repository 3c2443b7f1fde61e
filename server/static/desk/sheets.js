/** The sheets that may lie over the desk, one at a time. */
import { html } from "htm/preact";
import { AuditSheet } from "loket/desk/audit.js";
import { CannedSheet } from "loket/desk/cannedsheet.js";
import { OpenCase, OpenOrder } from "loket/desk/entering.js";
import { KeysSheet, SwitchesSheet } from "loket/desk/comfort.js";
import { LoadSheet } from "loket/desk/load.js";
import { MentionsSheet } from "loket/desk/mentions.js";
import { Palette } from "loket/desk/palette.js";
import { LabelsSheet, SnoozeSheet, TransferSheet } from "loket/desk/passing.js";
import { Refusal } from "loket/desk/sheet.js";
import { openThread } from "loket/desk/state.js";

/** @typedef {{desk: import("loket/desk/state.js").Desk, acts: import("loket/desk/acts.js").Acts, now: number}} Given */

/** @param {Given} given */
export function Sheets(given) {
  return html`<${Refusal.Provider} value=${given.desk.notice}><${Top} ...${given} /></${Refusal.Provider}>`;
}

/** @param {Given} given */
function Top({ desk, acts, now }) {
  const thread = openThread(desk);
  const given = { desk, thread, acts, now };
  switch (desk.top) {
    case "keys":
      return html`<${KeysSheet} ...${given} />`;
    case "switches":
      return html`<${SwitchesSheet} ...${given} />`;
    case "palette":
      return html`<${Palette} ...${given} />`;
    case "load":
      return html`<${LoadSheet} ...${given} />`;
    case "audit":
      return html`<${AuditSheet} ...${given} />`;
    case "canned":
      return html`<${CannedSheet} ...${given} />`;
    case "mentions":
      return html`<${MentionsSheet} ...${given} />`;
    default:
      return thread && html`<${OnThread} ...${given} />`;
  }
}

/** @param {any} given */
function OnThread(given) {
  switch (given.desk.top) {
    case "transfer":
      return html`<${TransferSheet} ...${given} />`;
    case "snooze":
      return html`<${SnoozeSheet} ...${given} />`;
    case "labels":
      return html`<${LabelsSheet} ...${given} />`;
    case "openCase":
      return html`<${OpenCase} ...${given} />`;
    case "openOrder":
      return html`<${OpenOrder} ...${given} />`;
    default:
      return null;
  }
}
