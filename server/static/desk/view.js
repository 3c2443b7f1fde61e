/** How the desk looks: threads, the open conversation, who it is. Thin functions of the state. */
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { AsideButton, AsideList } from "loket/desk/aside.js";
import { Composer } from "loket/desk/composer.js";
import { LineAlarms } from "loket/desk/alarmlist.js";
import { isMine, isUnread, openThread, TABS, threadsOf } from "loket/desk/state.js";
import { Text } from "loket/shared/bubble.js";
import { clockTime, dayName, isNewDay, lasted, moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";
import { explained } from "loket/shared/refusals.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/state.js").Thread} Thread
 * @typedef {import("loket/desk/state.js").Tab} Tab
 * @typedef {import("loket/shared/messages.js").Message} Message
 *
 * @typedef {object} Acts
 * @property {(tab: Tab) => void} tab
 * @property {(conversation: number | null) => void} open
 * @property {() => void} older
 * @property {(conversation: number) => void} take
 * @property {(conversation: number) => void} giveBack
 * @property {(conversation: number) => void} close
 * @property {(conversation: number, id: number) => void} sendAgain
 * @property {(conversation: number, text: string, isNote: boolean) => void} write
 * @property {() => void} showAside
 * @property {() => void} hideAside
 * @property {(ids: number[]) => void} putAway
 * @property {(key: string) => void} tryAgain
 * @property {(key: string) => void} drop
 * @property {(what: "isHelping" | "hasKeys" | "isWhoOpen" | "isNote") => void} toggle
 * @property {(conversation: number) => string} draft
 * @property {(conversation: number, text: string) => void} keepDraft
 */

/** @param {{desk: Desk, acts: Acts, now: number}} properties */
export function DeskView({ desk, acts, now }) {
  const thread = openThread(desk);
  return html`
    <h1 class="hidden">${t("Desk")}</h1>
    <div class="notice" role="status" data-up=${desk.isUp}>${notice(desk)}</div>
    <${LineAlarms} alarms=${desk.alarms} />
    <div class="panes" data-open=${thread !== null} data-who=${desk.isWhoOpen}>
      <${Threads} desk=${desk} acts=${acts} now=${now} />
      <section class="conversation" aria-label=${t("Conversation")}>
        ${thread ? html`<${Conversation} desk=${desk} thread=${thread} acts=${acts} key=${thread.conversation} />` : html`<p class="quiet">${t("Choose a conversation on the left.")}</p>`}
      </section>
      <aside class="person" aria-label=${t("Who this is")}>${thread && html`<${Person} desk=${desk} thread=${thread} acts=${acts} />`}</aside>
    </div>
    ${desk.isHelping && html`<${Keys} desk=${desk} acts=${acts} />`}
    ${desk.aside.shown && html`<${AsideList} aside=${desk.aside} role=${desk.me?.role} putAway=${acts.putAway} hide=${acts.hideAside} />`}
  `;
}

/** @param {Desk} desk */
function notice(desk) {
  if (desk.isLoggedOut) {
    return html`${t("Your login has ended.")} <a href="/login?next=/desk">${t("Log in")}</a>`;
  }
  if (!desk.isUp) {
    return desk.me ? t("No connection. The desk catches up once it is back.") : t("Connecting…");
  }
  return desk.notice ?? "";
}

/** @param {{desk: Desk, acts: Acts, now: number}} properties */
function Threads({ desk, acts, now }) {
  const titles = { mine: t("Mine"), waiting: t("Waiting"), bot: t("Bot"), all: t("All") };
  return html`<nav class="threads" aria-label=${t("Conversations")}>
    <div class="tabs" role="group" aria-label=${t("Which conversations")}>
      ${TABS.map(
        (tab) => html`<button key=${tab} aria-pressed=${desk.tab === tab} onClick=${() => acts.tab(tab)}>
          ${titles[tab]} <span class="count">${threadsOf(desk, tab).length}</span>
        </button>`,
      )}
    </div>
    <ul>
      ${threadsOf(desk, desk.tab).map(
        (thread) => html`<${Row} key=${thread.conversation} thread=${thread} desk=${desk} acts=${acts} now=${now} />`,
      )}
    </ul>
    ${threadsOf(desk, desk.tab).length === 0 && html`<p class="quiet">${emptyWords(desk.tab)}</p>`}
    <${AsideButton} aside=${desk.aside} show=${acts.showAside} />
    <button class="help" onClick=${() => acts.toggle("isHelping")}>${t("Keys")} <kbd>?</kbd></button>
  </nav>`;
}

/** @param {import("loket/desk/state.js").Tab} tab */
function emptyWords(tab) {
  switch (tab) {
    case "mine":
      return t("You answer nobody just now.");
    case "waiting":
      return t("Nobody waits.");
    default:
      return t("No conversation yet.");
  }
}

/** @param {{thread: Thread, desk: Desk, acts: Acts, now: number}} properties */
function Row({ thread, desk, acts, now }) {
  const isOpen = desk.open === thread.conversation;
  return html`<li>
    <button class="row" aria-current=${isOpen ? "true" : undefined} data-conversation=${thread.conversation} onClick=${() => acts.open(thread.conversation)}>
      <span class="door door-${thread.channel}">${door(thread.channel)}</span>
      <span class="who"><bdi>${called(thread)}</bdi></span>
      <span class="when" data-waits=${thread.waiting_since !== null}>${thread.waiting_since ? lasted(thread.waiting_since, now) : moment(thread.at)}</span>
      <span class="preview"><bdi>${thread.preview}</bdi></span>
      <span class="speaker" data-speaker=${thread.speaker}>${speaker(thread)}</span>
      ${isUnread(desk, thread) && html`<span class="unread"><span class="hidden">${t("New")}</span></span>`}
      ${thread.attention && html`<span class="attention">${t("needs a person")}</span>`}
    </button>
  </li>`;
}

/** @param {{desk: Desk, thread: Thread, acts: Acts}} properties */
function Conversation({ desk, thread, acts }) {
  const mine = isMine(thread, desk.me);
  const outbox = desk.outbox.filter((pending) => pending.payload.conversation === thread.conversation);
  return html`
    <header class="head">
      <button class="button small back" onClick=${() => acts.open(null)}><span aria-hidden="true">‹</span><span class="hidden">${t("Back")}</span></button>
      <h2><bdi>${called(thread)}</bdi> <span class="door door-${thread.channel}">${door(thread.channel)}</span></h2>
      <button class="button small who-button" aria-expanded=${desk.isWhoOpen} onClick=${() => acts.toggle("isWhoOpen")}>${t("Who")}</button>
      <${Owner} thread=${thread} mine=${mine} acts=${acts} role=${desk.me?.role} />
    </header>
    <${Log} first=${desk.messages[0]?.pos ?? 0} last=${`${desk.messages.at(-1)?.pos} ${outbox.length}`}>
      ${desk.more && html`<li class="older"><button class="button small" onClick=${acts.older}>${t("Earlier messages")}</button></li>`}
      ${desk.messages.map(
        (message, index, all) => html`<${Line} key=${message.pos} before=${all[index - 1]} message=${message} thread=${thread} acts=${acts} />`,
      )}
      ${outbox.map((pending) => html`<${Waiting} key=${pending.key} pending=${pending} acts=${acts} />`)}
    </${Log}>
    ${desk.me?.role !== "auditor" && html`<${Composer} thread=${thread} mine=${mine} isNote=${desk.isNote} acts=${acts} />`}
  `;
}

/** @param {{thread: Thread, mine: boolean, acts: Acts, role?: string}} properties */
function Owner({ thread, mine, acts, role }) {
  if (mine) {
    return html`<div class="owner">
      <button class="button" onClick=${() => acts.giveBack(thread.conversation)}>${t("Give back")}</button>
      <button class="button" onClick=${() => acts.close(thread.conversation)}>${t("Close")}</button>
    </div>`;
  }
  if (thread.speaker === "staff") {
    const answering = t("{name} is answering.", { name: thread.owner?.name ?? "" });
    return html`<p class="owner">${answering}</p>`;
  }
  return html`<div class="owner">
    <span>${thread.speaker === "waiting" ? t("Waits for a person.") : t("The bot is answering.")}</span>
    ${role !== "auditor" && html`<button class="button primary" onClick=${() => acts.take(thread.conversation)}>${t("Take over")}</button>`}
  </div>`;
}

/** @param {{pending: import("loket/shared/outbox.js").Pending, acts: Acts}} properties */
function Waiting({ pending: { key, event, text, stage: step, refusal }, acts }) {
  return html`<li class="message ${event === "note" ? "note" : "staff"} ${step}">
    <div class="bubble"><${Text} text=${text} /></div>
    ${
      step === "failed"
        ? html`<span class="failed" role="alert">
            ${explained(refusal)}
            <button class="button small" onClick=${() => acts.tryAgain(key)}>${t("Try again")}</button>
            <button class="button small" onClick=${() => acts.drop(key)}>${t("Remove")}</button>
          </span>`
        : html`<span class="sending">${t("Sending…")}</span>`
    }
  </li>`;
}

/**
 * Stays at its end when something is added there, and where it was when older ones come above.
 *
 * @param {{first: number, last: string, children?: unknown}} properties
 */
function Log({ first, last, children }) {
  const log = useRef(/** @type {HTMLElement | null} */ (null));
  const shown = useRef({ first, height: 0 });
  useLayoutEffect(() => {
    const { current } = log;
    if (current) {
      const isOlder = shown.current.first > first && first > 0;
      current.scrollTop = isOlder
        ? current.scrollTop + current.scrollHeight - shown.current.height
        : current.scrollHeight;
      shown.current = { first, height: current.scrollHeight };
    }
  }, [first, last]);
  return html`<div class="log" role="log" aria-label=${t("Messages")} tabindex="0" ref=${log}>
    <ol class="messages">${children}</ol>
  </div>`;
}

/** @param {{before?: Message, message: Message, thread: Thread, acts: Acts}} properties */
function Line({ before, message, thread, acts }) {
  const day = isNewDay(before, message) && html`<li class="day">${dayName(message.at)}</li>`;
  if (message.author === "system") {
    return html`${day}<li class="message system"><${Text} text=${message.text} /></li>`;
  }
  return html`${day}<li class="message ${message.author}">
    <span class="name"><bdi>${author(message)}</bdi></span>
    <div class="bubble"><${Text} text=${message.text} /></div>
    ${message.choices?.length ? html`<span class="offered">${message.choices.map((choice, index) => `${index + 1} ${choice.label}`).join(" · ")}</span>` : ""}
    <span class="foot">
      <time datetime=${message.at}>${clockTime(message.at)}</time>
      ${message.channel && message.channel !== thread.channel && html` · ${door(message.channel)}`}
      ${message.channel === "sms" && message.author !== "visitor" && message.author !== "note" && html` · <span class="stage" data-stage=${message.status}>${stage(message.status)}</span>`}
      ${
        ["unknown", "failed", "expired"].includes(message.status ?? "") &&
        html` <button class="button small" onClick=${() => acts.sendAgain(thread.conversation, message.id)}>${t("Send again")}</button>`
      }
    </span>
  </li>`;
}

/** @param {{desk: Desk, thread: Thread, acts: Acts}} properties */
function Person({ desk, thread, acts }) {
  return html`<h2>${t("Who this is")}</h2>
    <button class="button small back" onClick=${() => acts.toggle("isWhoOpen")}>${t("Back")}</button>
    <dl>
      <dt>${t("Name")}</dt><dd><bdi>${thread.name ?? t("not known")}</bdi></dd>
      <dt>${thread.channel === "sms" ? t("Number") : t("Visitor")}</dt><dd><bdi>${thread.address}</bdi></dd>
      <dt>${t("Language")}</dt><dd>${thread.language === "en" ? "English" : "Bahasa Indonesia"}</dd>
      ${desk.person?.since && html`<dt>${t("First seen")}</dt><dd>${moment(desk.person.since)}</dd>`}
    </dl>`;
}

/** @param {{desk: Desk, acts: Acts}} properties */
function Keys({ desk, acts }) {
  const keys = [
    ["J / K", t("Next or previous conversation")],
    ["T", t("Take over")],
    ["R", t("Write a reply")],
    ["N", t("Write a note")],
    ["G", t("Give back")],
    ["Esc", t("Back")],
    ["?", t("This list")],
  ];
  return html`<dialog open class="keys" aria-label=${t("Keys")}>
    <h2>${t("Keys")}</h2>
    <dl>${keys.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
    <label class="check"><input type="checkbox" checked=${desk.hasKeys} onChange=${() => acts.toggle("hasKeys")} /> ${t("Single keys do something")}</label>
    <button class="button" onClick=${() => acts.toggle("isHelping")}>${t("Close the list")}</button>
  </dialog>`;
}

/** @param {Thread} thread */
export function called(thread) {
  return thread.name ?? (thread.channel === "sms" ? thread.address : t("Visitor {id}", { id: thread.address }));
}

/** @param {string} channel */
function door(channel) {
  return channel === "sms" ? "SMS" : t("Web");
}

/** @param {Thread} thread */
function speaker(thread) {
  if (thread.speaker === "staff") {
    return thread.owner?.name ?? "";
  }
  return thread.speaker === "waiting" ? t("waits") : t("bot");
}

/** @param {Message} message */
function author(message) {
  const name = message.name ?? "";
  switch (message.author) {
    case "visitor":
      return t("Visitor");
    case "bot":
      return t("Bot");
    case "note":
      return name ? t("Note by {name}", { name }) : t("Note");
    default:
      return name || t("Office");
  }
}

/** @param {string | null | undefined} status */
function stage(status) {
  switch (status) {
    case "queued":
      return t("waiting to be sent");
    case "submitting":
      return t("being sent");
    case "sent":
      return t("sent");
    case "delivered":
      return t("delivered");
    case "failed":
      return t("failed");
    case "expired":
      return t("not sent in time");
    case "unknown":
      return t("it is not known whether this was sent");
    default:
      return "";
  }
}
