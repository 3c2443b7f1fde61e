/** The threads of a list. Of a long one only those near what is in sight are drawn. */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { More } from "loket/desk/more.js";
import { Row } from "loket/desk/row.js";
import { t } from "loket/shared/phrases.js";

const LONG = 200;
const DRAWN = 80;
const SPARE = 25;
const USUAL_HEIGHT = 86;

/**
 * Scroll a list so that one of its threads is in sight, whether or not it is drawn.
 *
 * @param {number} conversation
 * @param {number} index
 */
export function bringIntoSight(conversation, index) {
  const list = document.querySelector(".rows");
  const row = list?.querySelector(`.row[data-conversation="${conversation}"]`);
  if (row) {
    row.scrollIntoView({ block: "nearest" });
  } else if (list) {
    list.scrollTop = index * USUAL_HEIGHT;
  }
}

/**
 * @param {object} properties
 * @param {import("loket/desk/threads.js").Thread[]} properties.threads
 * @param {import("loket/desk/state.js").Desk} properties.desk
 * @param {import("loket/desk/acts.js").Acts} properties.acts
 * @param {number} properties.minute
 */
export function Rows({ threads, desk, acts, minute }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [seen, see] = useState({ first: 0, height: USUAL_HEIGHT });
  const isLong = threads.length > LONG;
  const first = isLong ? Math.min(seen.first, threads.length - DRAWN) : 0;
  const shown = isLong ? threads.slice(first, first + DRAWN) : threads;
  const above = { blockSize: `${first * seen.height}px` };
  const below = { blockSize: `${(threads.length - first - shown.length) * seen.height}px` };
  const scroll = () => {
    if (!isLong || !list.current) {
      return;
    }
    const height = /** @type {HTMLElement | null} */ (list.current.querySelector(".row"))?.offsetHeight || USUAL_HEIGHT;
    const next = Math.max(0, Math.floor(list.current.scrollTop / height) - SPARE);
    if (Math.abs(next - first) > SPARE / 2 || (next === 0 && first > 0) || height !== seen.height) {
      see({ first: next, height });
    }
  };
  return html`<ul class="rows" aria-label=${t("Conversations")} ref=${list} onScroll=${scroll}>
    ${first > 0 && html`<li key="above" aria-hidden="true" style=${above}></li>`}
    ${shown.map(
      (thread) => html`<li key=${thread.conversation}>
        <${Row} thread=${thread} isOpen=${desk.open === thread.conversation} me=${desk.me}
          watchers=${desk.watching[thread.conversation]} minute=${minute} open=${acts.open} />
      </li>`,
    )}
    ${isLong && html`<li key="below" aria-hidden="true" style=${below}></li>`}
    ${desk.list.next !== null && html`<li key="more" class="more"><${More} key=${desk.list.next} more=${acts.moreThreads} /></li>`}
  </ul>`;
}
