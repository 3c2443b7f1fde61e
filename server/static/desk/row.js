/** One thread in the list. Drawn anew only when something of it changed: hundreds move at once. */
import { Component } from "preact";
import { html } from "htm/preact";
import { called, doorName, priorityName, speakerName } from "loket/desk/names.js";
import { isOverdue, isUnread } from "loket/desk/threads.js";
import { lasted, moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 *
 * @typedef {object} RowProperties
 * @property {Thread} thread
 * @property {boolean} isOpen
 * @property {import("loket/desk/threads.js").Me | null} me
 * @property {import("loket/desk/watchers.js").Watcher[] | undefined} watchers
 * @property {number} minute the clock, of which a row shows minutes
 * @property {(conversation: number) => void} open
 */

/** @extends {Component<RowProperties>} */
export class Row extends Component {
  /** @param {RowProperties} next */
  shouldComponentUpdate(next) {
    return /** @type {(keyof RowProperties)[]} */ (Object.keys(next)).some((name) => next[name] !== this.props[name]);
  }

  render() {
    const { thread, isOpen, me, watchers, minute, open } = this.props;
    const now = minute * 60_000;
    const others = (watchers ?? []).filter(({ id }) => id !== me?.id);
    return html`<button class="row" aria-current=${isOpen ? "true" : undefined} data-conversation=${thread.conversation}
      data-unread=${isUnread(thread, me)} data-priority=${thread.priority || undefined} onClick=${() => open(thread.conversation)}>
      <span class="who"><bdi>${called(thread)}</bdi></span>
      <${When} thread=${thread} now=${now} />
      <span class="preview"><bdi>${thread.preview}</bdi></span>
      <span class="marks">
        ${isUnread(thread, me) && html`<span class="unread"><span class="hidden">${t("New")}</span></span>`}
        <${Doors} thread=${thread} />
        <${Marks} thread=${thread} now=${now} />
        ${others.length > 0 && html`<span class="chip watching" title=${others.map(({ name }) => name).join(", ")}>${others.some(({ typing }) => typing) ? t("is being typed") : t("is looked at")}</span>`}
        <span class="speaker" data-speaker=${thread.closed_at ? "closed" : thread.speaker}>${speakerName(thread)}</span>
      </span>
    </button>`;
  }
}

/** @param {{thread: Thread, now: number}} properties */
function When({ thread, now }) {
  const waits = thread.waiting_since && !thread.closed_at;
  return html`<span class="when" data-waits=${!!waits}>${waits ? lasted(/** @type {string} */ (thread.waiting_since), now) : moment(thread.at)}</span>`;
}

/** @param {{thread: Thread}} properties */
export function Doors({ thread }) {
  return html`<span class="door door-${thread.channel}">${doorName(thread.channel)}</span>`;
}

/** What a thread bears beside its words: lateness, place in line, priority, sleep, labels. @param {{thread: Thread, now: number}} properties */
function Marks({ thread, now }) {
  const place = thread.place ? t("{n}. in line", { n: thread.place }) : "";
  return html`
    ${isOverdue(thread, now) && html`<span class="chip bad">${t("overdue")}</span>`}
    ${place && html`<span class="chip">${place}</span>`}
    ${thread.priority ? html`<span class="chip priority-${thread.priority}">${priorityName(thread.priority)}</span>` : ""}
    ${thread.attention && html`<span class="chip attention">${t("needs a person")}</span>`}
    ${thread.snoozed_until && html`<span class="chip">${t("asleep")}</span>`}
    ${thread.rating ? html`<span class="chip">★ ${thread.rating}</span>` : ""}
    ${(thread.labels ?? []).slice(0, 3).map((label) => html`<span class="chip label" key=${label}>${label}</span>`)}
  `;
}
