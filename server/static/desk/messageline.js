/** One message of a thread, drawn anew only when it changed. */
import { Component } from "preact";
import { html } from "htm/preact";
import { callsIn } from "loket/desk/completing.js";
import { authorName, doorName, maySendAgain, partsWords, stageName } from "loket/desk/names.js";
import { Text } from "loket/shared/bubble.js";
import { clockTime, dayName, isNewDay } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/shared/messages.js").Message} Message
 *
 * @typedef {object} LineProperties
 * @property {Message | undefined} before
 * @property {Message} message
 * @property {string} channel the thread's
 * @property {boolean} isLookedFor
 * @property {string} logins by which colleagues are called, with spaces between
 * @property {((message: Message) => void) | null} sendAgain null for those who may only look
 */

/** @extends {Component<LineProperties>} */
export class MessageLine extends Component {
  /** @param {LineProperties} next */
  shouldComponentUpdate({ message, channel, isLookedFor, logins, before }) {
    const { props } = this;
    return (
      message !== props.message ||
      channel !== props.channel ||
      isLookedFor !== props.isLookedFor ||
      before?.pos !== props.before?.pos ||
      (message.author === "note" && logins !== props.logins)
    );
  }

  render() {
    const { before, message, channel, isLookedFor, logins, sendAgain } = this.props;
    const day = isNewDay(before, message) && html`<li class="day">${dayName(message.at)}</li>`;
    if (message.author === "system") {
      return html`${day}<li class="message system" data-pos=${message.pos}><${Text} text=${message.text} /> <time datetime=${message.at}>${clockTime(message.at)}</time></li>`;
    }
    const follows = !day && before?.author === message.author && before.name === message.name;
    return html`${day}<li class="message ${message.author} ${follows ? "follows" : ""}" data-pos=${message.pos} data-looked-for=${isLookedFor || undefined}>
      <span class=${follows ? "hidden" : "name"}><bdi>${authorName(message)}</bdi></span>
      ${message.text && html`<div class="bubble">${message.author === "note" ? html`<${Noted} text=${message.text} logins=${logins} />` : html`<${Text} text=${message.text} />`}</div>`}
      <${Attachments} attachments=${message.attachments ?? []} />
      ${message.choices?.length ? html`<span class="offered">${message.choices.map((choice, index) => `${index + 1} ${choice.label}`).join(" · ")}</span>` : ""}
      <span class="foot">
        <time datetime=${message.at}>${clockTime(message.at)}</time>
        ${message.channel && message.channel !== channel && html` · ${doorName(message.channel)}`}
        <${Stage} message=${message} />
        ${sendAgain && maySendAgain(message.status) && html` <button class="button small" onClick=${() => sendAgain(message)}>${t("Send again")}</button>`}
      </span>
    </li>`;
  }
}

/** A note, in which colleagues may be called by name. @param {{text: string, logins: string}} properties */
function Noted({ text, logins }) {
  return callsIn(text, logins.split(" ")).map((piece, index) =>
    index % 2 ? html`<b class="mention" key=${index}>${piece}</b>` : html`<${Text} key=${index} text=${piece} />`,
  );
}

/** How far a text message got; of the parts of a long one the worst is told. @param {{message: Message}} properties */
function Stage({ message }) {
  const isTold = message.author !== "visitor" && message.author !== "note" && stageName(message.status);
  const mayVary = message.channel === "sms" || message.status === "withdrawn" || message.status === "failed";
  if (!isTold || !mayVary) {
    return null;
  }
  const many = partsWords(message.parts ?? []);
  return html` · <span class="stage" data-stage=${message.status}>${stageName(message.status)}</span>${many && html` · ${many}`}`;
}

/** @param {{attachments: any[]}} properties */
function Attachments({ attachments }) {
  if (attachments.length === 0) {
    return null;
  }
  return html`<ul class="attached">
    ${attachments.map(
      (file) => html`<li key=${file.id}>
        <a href=${ownAddress(file.url)} target="_blank" rel="noopener">
          ${file.kind === "picture" ? html`<img src=${ownAddress(file.url)} alt=${file.name} loading="lazy" width=${file.width} height=${file.height} />` : html`<bdi>${file.name}</bdi>`}
        </a>
      </li>`,
    )}
  </ul>`;
}

/** Files are ours: any other address is none. @param {unknown} url */
function ownAddress(url) {
  return typeof url === "string" && /^\/(?![/\\])/u.test(url) ? url : undefined;
}
