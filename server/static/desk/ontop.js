/** Brings the sheets when one is opened first, or when the desk has nothing else to do. */
import { Component } from "preact";
import { html } from "htm/preact";
import { later } from "loket/shared/timers.js";

const IDLE_MS = 3000;

/** @typedef {import("loket/desk/sheets.js").Given} Given */

/** @type {((given: Given) => unknown) | null} */
let Sheets = null;

/** The first screen does without them; a key that opens one shall not wait. */
export function fetchSheetsSoon() {
  later(() => void fetchSheets().catch(() => null), IDLE_MS);
}

async function fetchSheets() {
  ({ Sheets } = await import("loket/desk/sheets.js"));
}

/** @extends {Component<Given>} */
export class OnTop extends Component {
  componentDidMount() {
    this.bring();
  }

  componentDidUpdate() {
    this.bring();
  }

  bring() {
    if (!Sheets && this.props.desk.top) {
      fetchSheets().then(
        () => this.forceUpdate(),
        () => this.props.acts.sheetMissing(),
      );
    }
  }

  render() {
    return this.props.desk.top && Sheets ? html`<${Sheets} ...${this.props} />` : null;
  }
}
