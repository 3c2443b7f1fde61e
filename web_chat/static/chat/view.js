/** How the chat looks: thin functions of the state. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { openChoices } from "loket/chat/state.js";
import { Text } from "loket/shared/bubble.js";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/chat/state.js").Chat} Chat
 * @typedef {import("loket/shared/messages.js").Message} Message
 * @typedef {import("loket/shared/messages.js").Choice} Choice
 * @typedef {import("loket/shared/outbox.js").Pending} Pending
 *
 * @typedef {object} Acts
 * @property {(text: string) => void} write
 * @property {(choice: Choice) => void} choose
 * @property {(key: string) => void} tryAgain
 *
 * @typedef {{greeting: string, suggestions: Choice[]}} Opening
 */

export const TEXT_LONGEST = 4000;
const COUNT_FROM = 3600;

/** @param {{chat: Chat, opening: Opening, acts: Acts}} properties */
export function ChatView({ chat, opening, acts }) {
  const { messages } = chat.history;
  const isFresh = messages.length === 0 && chat.outbox.length === 0;
  const choices = isFresh ? opening.suggestions : openChoices(chat);
  return html`
    <h1 class="hidden">${t("Chat")}</h1>
    <${Banner} chat=${chat} />
    <${Log} count=${messages.length + chat.outbox.length}>
      ${messages.length === 0 && html`<${Said} author="bot" text=${opening.greeting} />`}
      ${messages.map((message) => html`<${Line} key=${message.pos} message=${message} />`)}
      ${chat.outbox.map((pending) => html`<${Waiting} key=${pending.key} pending=${pending} acts=${acts} />`)}
      ${chat.isTyping && html`<li class="message bot"><div class="bubble typing" aria-label=${t("Somebody is typing")}><i></i><i></i><i></i></div></li>`}
    </${Log}>
    ${choices.length > 0 && html`<${Choices} choices=${choices} acts=${acts} />`}
    <${Composer} acts=${acts} />
  `;
}

/** @param {{chat: Chat}} properties */
function Banner({ chat }) {
  return html`<div class="banner" role="status" data-speaker=${chat.speaker} data-up=${chat.isUp}>${bannerText(chat)}</div>`;
}

/** @param {Chat} chat */
function bannerText(chat) {
  if (!chat.isUp) {
    return chat.hasBeenUp
      ? t("No connection. What you write is kept and sent once it is back.")
      : t("Connecting…");
  }
  if (chat.speaker === "staff") {
    return t("{name} is answering you.", { name: chat.name || t("A member of staff") });
  }
  return chat.speaker === "waiting" ? t("A person will answer you here. Write MENU to go on without.") : "";
}

/** @param {{count: number, children?: unknown}} properties */
function Log({ count, children }) {
  const log = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [count]);
  return html`<div class="log" role="log" aria-label=${t("Conversation")} tabindex="0" ref=${log}>
    <ol class="messages">${children}</ol>
  </div>`;
}

/** @param {{message: Message}} properties */
function Line({ message }) {
  return message.author === "system"
    ? html`<li class="message system"><${Text} text=${message.text} /></li>`
    : html`<${Said} author=${message.author} text=${message.text} name=${message.name} at=${message.at} />`;
}

/** @param {{author: string, text: string, name?: string | null, at?: string}} properties */
function Said({ author, text, name, at }) {
  return html`<li class="message ${author}">
    <span class="hidden">${who(author, name)}:</span>
    ${author === "staff" && html`<span class="name" aria-hidden="true">${name}</span>`}
    <div class="bubble"><${Text} text=${text} /></div>
    ${at && html`<time datetime=${at}>${moment(at)}</time>`}
  </li>`;
}

/**
 * @param {string} author
 * @param {string | null} [name]
 */
function who(author, name) {
  if (author === "visitor") {
    return t("You");
  }
  return author === "staff" ? name || t("A member of staff") : t("Automatic counter");
}

/** @param {{pending: Pending, acts: Acts}} properties */
function Waiting({ pending, acts }) {
  return html`<li class="message visitor ${pending.stage}">
    <div class="bubble"><${Text} text=${pending.text} /></div>
    ${
      pending.stage === "failed"
        ? html`<span class="failed" role="alert">${refusalText(pending)}
            <button class="button small" onClick=${() => acts.tryAgain(pending.key)}>${t("Try again")}</button></span>`
        : html`<span class="sending">${t("Sending…")}</span>`
    }
  </li>`;
}

/** @param {Pending} pending */
function refusalText({ refusal }) {
  switch (refusal?.code) {
    case "too_long":
      return t("This message is too long.");
    case "empty":
      return t("There is nothing in this message.");
    case "bad_text":
      return t("This message holds characters that cannot be sent.");
    default:
      return t("This message was not sent.");
  }
}

/** @param {{choices: Choice[], acts: Acts}} properties */
function Choices({ choices, acts }) {
  return html`<div class="choices" role="group" aria-label=${t("Answers")}>
    ${choices.map(
      (choice, index) =>
        html`<button class="button choice" key=${choice.value} onClick=${() => acts.choose(choice)}>
          <span class="number">${index + 1}</span> ${choice.label}
        </button>`,
    )}
  </div>`;
}

/** @param {{acts: Acts}} properties */
function Composer({ acts }) {
  const [text, setText] = useState("");
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const isTooLong = text.length > TEXT_LONGEST;
  const canSend = text.trim() !== "" && !isTooLong;
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (canSend) {
      acts.write(text);
      setText("");
      box.current?.focus();
    }
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      send(event);
    }
  };
  return html`<form class="composer" onSubmit=${send}>
    <label class="hidden" for="text">${t("Your message")}</label>
    <textarea id="text" rows="1" ref=${box} value=${text} placeholder=${t("Write a message…")}
      aria-invalid=${isTooLong} onKeyDown=${press}
      onInput=${(/** @type {InputEvent} */ event) => setText(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
    ${text.length > COUNT_FROM && html`<span class="count" data-over=${isTooLong}>${text.length} / ${TEXT_LONGEST}</span>`}
    <button class="button primary" disabled=${!canSend}>${t("Send")}</button>
  </form>`;
}
