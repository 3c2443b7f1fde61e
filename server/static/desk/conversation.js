/** The open thread: its head with what may be done, its messages, and where one writes. */
import { html } from "htm/preact";
import { isLead, isPossible, keyOf } from "loket/desk/commands.js";
import { Composer } from "loket/desk/composer.js";
import { Log } from "loket/desk/log.js";
import { called, doorName, priorityName } from "loket/desk/names.js";
import { mayAct, mayReply } from "loket/desk/state.js";
import { isMine, isOverdue } from "loket/desk/threads.js";
import { othersAt } from "loket/desk/watchers.js";
import { lasted, moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 */

/** @param {{desk: Desk, thread: Thread, acts: Acts, now: number}} properties */
export function Conversation({ desk, thread, acts, now }) {
  return html`
    <header class="head">
      <button class="icon-button back" onClick=${acts.back}><span aria-hidden="true">‹</span><span class="hidden">${t("Back")}</span></button>
      <h2><bdi>${called(thread)}</bdi> <span class="door door-${thread.channel}">${doorName(thread.channel)}</span></h2>
      <button class="button small who-button" aria-expanded=${desk.isWhoOpen} onClick=${() => acts.run("person")}>${t("Who")}</button>
      <${Tools} desk=${desk} thread=${thread} acts=${acts} />
    </header>
    <${Banner} desk=${desk} thread=${thread} acts=${acts} now=${now} />
    <${Log} desk=${desk} thread=${thread} acts=${acts} />
    <${Typing} desk=${desk} thread=${thread} />
    ${mayAct(desk) && html`<${Composer} key=${thread.conversation} desk=${desk} thread=${thread} mine=${mayReply(desk, thread)} acts=${acts} />`}
  `;
}

/** @param {{desk: Desk, thread: Thread, acts: Acts}} properties */
function Tools({ desk, thread, acts }) {
  return html`<div class="tools" role="group" aria-label=${t("What can be done here")}>
    ${mayAct(desk) && html`<${Priority} thread=${thread} acts=${acts} />`}
    <${Tool} desk=${desk} acts=${acts} command="labels" words=${t("Labels")} />
    <${Tool} desk=${desk} acts=${acts} command="snooze" words=${t("Put to sleep")} />
    <${Tool} desk=${desk} acts=${acts} command="wake" words=${t("Wake")} />
  </div>`;
}

/** A button for what may be done just now, with its key. @param {{desk: Desk, acts: Acts, command: import("loket/desk/commands.js").Command, words: string, kind?: string}} properties */
function Tool({ desk, acts, command, words, kind = "" }) {
  return isPossible(desk, command)
    ? html`<button class="button small ${kind}" title=${keyOf(command)} onClick=${() => acts.run(command)}>${words}</button>`
    : null;
}

/** @param {{thread: Thread, acts: Acts}} properties */
function Priority({ thread, acts }) {
  const choose = (/** @type {Event} */ event) =>
    acts.prioritise(thread.conversation, Number(/** @type {HTMLSelectElement} */ (event.target).value));
  return html`<label class="inline"><span class="hidden">${t("Priority")}</span>
    <select class="small" value=${thread.priority ?? 0} onChange=${choose}>
      ${[0, 1, 2, 3].map((each) => html`<option key=${each} value=${each} selected=${each === (thread.priority ?? 0)}>${priorityName(each)}</option>`)}
    </select>
  </label>`;
}

/** Who speaks here, and the one step that changes it. @param {{desk: Desk, thread: Thread, acts: Acts, now: number}} properties */
function Banner({ desk, thread, acts, now }) {
  const others = othersAt(desk.watching, thread.conversation, desk.me);
  const names = others.map(({ name }) => name).join(", ");
  const looking = t("{names} looks at this, too.", { names });
  const typing = others.filter((other) => other.typing).map(({ name }) => name).join(", ");
  const writing = t("{names} is typing here.", { names: typing });
  return html`<div class="owner" data-speaker=${thread.closed_at ? "closed" : thread.speaker}>
    <span class="says">${bannerWords(desk, thread, now)}
      ${isOverdue(thread, now) && html` <strong class="late">${t("The first answer is overdue.")}</strong>`}
      ${thread.attention && html` <strong class="late">${t("needs a person")}</strong>`}
    </span>
    ${others.length > 0 && html`<span class="others" role="status">${typing ? writing : looking}</span>`}
    <span class="steps">
    <${Tool} desk=${desk} acts=${acts} command="transfer" words=${t("Hand over")} />
    <${Tool} desk=${desk} acts=${acts} command="giveBack" words=${t("Give back")} />
    <${Tool} desk=${desk} acts=${acts} command="close" words=${t("Close")} />
    <${Tool} desk=${desk} acts=${acts} command="reopen" words=${t("Open again")} />
    <${Tool} desk=${desk} acts=${acts} command="take" words=${t("Take over")} kind="primary" />
    ${isLead(desk) && thread.speaker === "staff" && !isMine(thread, desk.me) && desk.staff && html`<button class="button small" onClick=${() => acts.join(thread.conversation)}>${t("Take it from them")}</button>`}
    </span>
  </div>`;
}

/**
 * @param {Desk} desk
 * @param {Thread} thread
 * @param {number} now
 */
function bannerWords(desk, thread, now) {
  if (thread.closed_at) {
    return t("Closed {moment}.", { moment: moment(thread.closed_at) });
  }
  if (isMine(thread, desk.me)) {
    return thread.snoozed_until
      ? t("Asleep until {moment}, or until something is said.", { moment: moment(thread.snoozed_until) })
      : t("You are answering.");
  }
  if (thread.speaker === "staff") {
    return t("{name} is answering.", { name: thread.owner?.name ?? "" });
  }
  if (thread.speaker === "waiting") {
    const time = thread.waiting_since ? lasted(thread.waiting_since, now) : "";
    return thread.place
      ? t("Waits for a person since {time}, {place}. in line.", { time, place: thread.place })
      : t("Waits for a person since {time}.", { time });
  }
  return t("The bot is answering. You read along, and may write notes.");
}

/** @param {{desk: Desk, thread: Thread}} properties */
function Typing({ desk, thread }) {
  const { typing } = desk;
  const isHere = typing !== null && typing.conversation === thread.conversation;
  return html`<p class="visitor-types" role="status">${isHere ? html`${t("The visitor is typing…")} ${typing.text && html`<q><bdi>${typing.text}</bdi></q>`}` : ""}</p>`;
}
