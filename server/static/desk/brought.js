/** Brings the sheets that the first screen does without, when one is opened or when there is time. */
import { Component } from "preact";
import { html } from "htm/preact";
import { Sheet } from "loket/desk/sheet.js";
import { t } from "loket/shared/phrases.js";
import { later } from "loket/shared/timers.js";

const IDLE_MS = 3000;

/** @typedef {import("loket/desk/sheets.js").Given & {thread: import("loket/desk/threads.js").Thread | null}} Given */

/** @type {((given: Given) => unknown) | null} */
let More = null;

/** Before anybody asks for them, so that no network is needed then. */
export function fetchSheetsSoon() {
  later(() => void fetchSheets().catch(() => null), IDLE_MS);
}

async function fetchSheets() {
  ({ More } = await import("loket/desk/moresheets.js"));
}

/** @extends {Component<Given>} */
export class Brought extends Component {
  componentDidMount() {
    if (!More) {
      fetchSheets().then(
        () => this.forceUpdate(),
        () => this.props.acts.sheetMissing(),
      );
    }
  }

  render() {
    return More
      ? html`<${More} ...${this.props} />`
      : html`<${Sheet} title=${t("One moment…")} close=${() => this.props.acts.top(null)} />`;
  }
}
