/** The sheets that are opened now and then, and fetched only then. */
import { html } from "htm/preact";
import { AuditSheet } from "loket/desk/audit.js";
import { CannedSheet } from "loket/desk/cannedsheet.js";
import { OpenCase, OpenOrder } from "loket/desk/entering.js";
import { LoadSheet } from "loket/desk/load.js";
import { MentionsSheet } from "loket/desk/mentions.js";

/** @param {import("loket/desk/brought.js").Given} given */
export function More(given) {
  switch (given.desk.top) {
    case "load":
      return html`<${LoadSheet} ...${given} />`;
    case "audit":
      return html`<${AuditSheet} ...${given} />`;
    case "canned":
      return html`<${CannedSheet} ...${given} />`;
    case "mentions":
      return html`<${MentionsSheet} ...${given} />`;
    case "openCase":
      return given.thread && html`<${OpenCase} ...${given} />`;
    case "openOrder":
      return given.thread && html`<${OpenOrder} ...${given} />`;
    default:
      return null;
  }
}
