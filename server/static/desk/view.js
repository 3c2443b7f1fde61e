/** How the desk looks: threads, the open conversation, who it is. Thin functions of the state. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Composer } from "loket/desk/composer.js";
import { isMine, openThread, TABS, threadsOf } from "loket/desk/state.js";
import { Text } from "loket/shared/bubble.js";
import { lasted, moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

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
 * @property {(key: string) => void} tryAgain
 * @property {(conversation: number) => string} draft
 * @property {(conversation: number, text: string) => void} keepDraft
 */

/** @param {{desk: Desk, acts: Acts, now: number, isHelping: boolean}} properties */
export function DeskView({ desk, acts, now, isHelping }) {
  const thread = openThread(desk);
  return html`
    <h1 class="hidden">${t("Desk")}</h1>
    <div class="notice" role="status" data-up=${desk.isUp}>${notice(desk)}</div>
    <div class="panes" data-open=${thread !== null}>
      <${Threads} desk=${desk} acts=${acts} now=${now} />
      <section class="conversation" aria-label=${t("Conversation")}>
        ${thread ? html`<${Conversation} desk=${desk} thread=${thread} acts=${acts} key=${thread.conversation} />` : html`<p class="quiet">${t("Choose a conversation on the left.")}</p>`}
      </section>
      <aside class="person" aria-label=${t("Who this is")}>${thread && html`<${Person} desk=${desk} thread=${thread} />`}</aside>
    </div>
    ${isHelping && html`<${Keys} />`}
  `;
}

/** @param {Desk} desk */
function notice(desk) {
  if (desk.isLoggedOut) {
    return html`${t("Your login has ended.")} <a href="/login?next=/desk">${t("Log in")}</a>`;
  }
  return desk.isUp ? (desk.notice ?? "") : t("No connection. The desk catches up once it is back.");
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
  </nav>`;
}

/** @param {{thread: Thread, desk: Desk, acts: Acts, now: number}} properties */
function Row({ thread, desk, acts, now }) {
  const isOpen = desk.open === thread.conversation;
  const isUnread = !isOpen && thread.last_pos > (desk.seen[thread.conversation] ?? 0);
  return html`<li>
    <button class="row" aria-current=${isOpen ? "true" : undefined} data-conversation=${thread.conversation} onClick=${() => acts.open(thread.conversation)}>
      <span class="door door-${thread.channel}">${door(thread.channel)}</span>
      <span class="who"><bdi>${called(thread)}</bdi></span>
      <span class="when">${thread.waiting_since ? lasted(thread.waiting_since, now) : moment(thread.at)}</span>
      <span class="preview"><bdi>${thread.preview}</bdi></span>
      <span class="speaker" data-speaker=${thread.speaker}>${speaker(thread)}</span>
      ${isUnread && html`<span class="unread"><span class="hidden">${t("New")}</span></span>`}
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
      <button class="button small back" onClick=${() => acts.open(null)}>${t("Back")}</button>
      <h2><bdi>${called(thread)}</bdi> <span class="door door-${thread.channel}">${door(thread.channel)}</span></h2>
      <${Owner} thread=${thread} mine=${mine} acts=${acts} role=${desk.me?.role} />
    </header>
    <${Log} count=${desk.messages.length + outbox.length}>
      ${desk.more && html`<li class="older"><button class="button small" onClick=${acts.older}>${t("Earlier messages")}</button></li>`}
      ${desk.messages.map((message) => html`<${Line} key=${message.pos} message=${message} thread=${thread} acts=${acts} />`)}
      ${outbox.map(
        (pending) => html`<li class="message staff ${pending.stage}" key=${pending.key}>
          <div class="bubble"><${Text} text=${pending.text} /></div>
          ${
            pending.stage === "failed"
              ? html`<span class="failed" role="alert">${pending.refusal?.message ?? t("This was not sent.")}
                  <button class="button small" onClick=${() => acts.tryAgain(pending.key)}>${t("Try again")}</button></span>`
              : html`<span class="sending">${t("Sending…")}</span>`
          }
        </li>`,
      )}
    </${Log}>
    <${Composer} thread=${thread} mine=${mine} acts=${acts} />
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

/** @param {{count: number, children?: unknown}} properties */
function Log({ count, children }) {
  const log = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [count]);
  return html`<div class="log" role="log" aria-label=${t("Messages")} tabindex="0" ref=${log}>
    <ol class="messages">${children}</ol>
  </div>`;
}

/** @param {{message: Message, thread: Thread, acts: Acts}} properties */
function Line({ message, thread, acts }) {
  if (message.author === "system") {
    return html`<li class="message system"><${Text} text=${message.text} /></li>`;
  }
  return html`<li class="message ${message.author}">
    <span class="name">${author(message)}</span>
    <div class="bubble"><${Text} text=${message.text} /></div>
    ${message.choices?.length ? html`<span class="offered">${message.choices.map((choice, index) => `${index + 1} ${choice.label}`).join(" · ")}</span>` : ""}
    <span class="foot">
      <time datetime=${message.at}>${moment(message.at)}</time>
      ${message.channel === "sms" && message.author !== "visitor" && message.author !== "note" && html`<span class="stage" data-stage=${message.status}>${stage(message.status)}</span>`}
      ${
        (message.status === "unknown" || message.status === "failed") &&
        html`<button class="button small" onClick=${() => acts.sendAgain(thread.conversation, message.id)}>${t("Send again")}</button>`
      }
    </span>
  </li>`;
}

/** @param {{desk: Desk, thread: Thread}} properties */
function Person({ desk, thread }) {
  return html`<h2>${t("Who this is")}</h2>
    <dl>
      <dt>${t("Name")}</dt><dd><bdi>${thread.name ?? t("not known")}</bdi></dd>
      <dt>${thread.channel === "sms" ? t("Number") : t("Visitor")}</dt><dd><bdi>${thread.address}</bdi></dd>
      <dt>${t("Language")}</dt><dd>${thread.language === "en" ? "English" : "Bahasa Indonesia"}</dd>
      ${desk.person?.since && html`<dt>${t("First seen")}</dt><dd>${moment(desk.person.since)}</dd>`}
    </dl>`;
}

function Keys() {
  const keys = [
    ["J / K", t("Next or previous conversation")],
    ["T", t("Take over")],
    ["R", t("Write a reply")],
    ["G", t("Give back")],
    ["?", t("This list")],
  ];
  return html`<dialog open class="keys" aria-label=${t("Keys")}>
    <h2>${t("Keys")}</h2>
    <dl>${keys.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
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
      return t("Note by {name}", { name });
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
    case "unknown":
      return t("it is not known whether this was sent");
    default:
      return "";
  }
}
