/** A phone in the browser: texts go to the simulated network and come back from it. */
import { render } from "preact";
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Text } from "loket/shared/bubble.js";
import { moment } from "loket/shared/moments.js";
import { nt, t } from "loket/shared/phrases.js";
import { countSegments } from "loket/shared/segments.js";

/**
 * @typedef {{n: number, direction: "in" | "out", text: string, at: string, segments: number,
 *   encoding: "gsm7" | "ucs2", status: string, message?: number}} Line
 * @typedef {{number: string, label: string}} Handset
 * @typedef {{name: string, label: string, meaning: string, end: string | null}} Trouble
 * @typedef {{on: string[], waiting: number}} Condition
 */

const root = /** @type {HTMLElement} */ (document.getElementById("phone"));
const csrf = root.dataset.csrf ?? "";
const office = root.dataset.office ?? "";
/** @type {Handset[]} */
const numbers = JSON.parse(root.dataset.numbers ?? "[]");
/** @type {Trouble[]} */
const troubles = JSON.parse(root.dataset.troubles ?? "[]");

/**
 * @param {string} where
 * @param {Record<string, unknown>} told
 */
async function post(where, told) {
  const answer = await fetch(where, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...told, csrf }),
  });
  return answer.ok;
}

/**
 * Lines in order; a delivery only changes the line it tells of.
 *
 * @param {Line[]} lines
 * @param {Line} line
 */
function withLine(lines, line) {
  if (lines.some((known) => known.n === line.n)) {
    return lines;
  }
  if (line.status === "delivered") {
    return lines.map((known) => (known.message === line.message ? { ...known, status: "delivered" } : known));
  }
  return [...lines, line];
}

function Phone() {
  const [number, setNumber] = useState(numbers[0]?.number ?? "");
  const [lines, setLines] = useState(/** @type {Line[]} */ ([]));
  const [text, setText] = useState("");
  const [trouble, setTrouble] = useState("");
  const [condition, setCondition] = useState(/** @type {Condition} */ ({ on: [], waiting: 0 }));
  const log = useRef(/** @type {HTMLElement | null} */ (null));

  useEffect(() => {
    setLines([]);
    const source = new EventSource(`/demo/phone/events?number=${encodeURIComponent(number)}&after=0`);
    source.onmessage = ({ data }) => setLines((known) => withLine(known, JSON.parse(data)));
    source.addEventListener("modem", ({ data }) => setCondition(JSON.parse(data)));
    return () => source.close();
  }, [number]);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [lines.length]);

  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const written = text;
    if (written.trim() === "") {
      return;
    }
    setText("");
    const isSent = await post("/demo/phone/send", { from: number, text: written }).catch(() => false);
    setTrouble(isSent ? "" : t("The phone could not send this."));
    if (!isSent) {
      setText(written);
    }
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      void send(event);
    }
  };
  const counted = countSegments(text);
  const room = t("{left} left", { left: counted.left });
  return html`
    <div class="handset">
      <label class="pick">${t("This phone is")}
        <select value=${number} onChange=${(/** @type {any} */ event) => setNumber(event.target.value)}>
          ${numbers.map((one) => html`<option value=${one.number}>${one.label}</option>`)}
        </select>
      </label>
      <h2 class="to">${t("To:")} <bdi>${office}</bdi></h2>
      <div class="log" role="log" aria-label=${t("Text messages")} tabindex="0" ref=${log}>
        <ol class="messages">
          ${lines.map(
            (line) => html`<li class="message ${line.direction === "out" ? "visitor" : "bot"}" key=${line.n}>
              <div class="bubble"><${Text} text=${line.text} /></div>
              <span class="foot">${moment(line.at)} · ${nt("{n} text", "{n} texts", line.segments)} · ${line.encoding === "gsm7" ? "GSM-7" : "UCS-2"}${line.status === "delivered" ? ` · ${t("delivered")}` : ""}</span>
            </li>`,
          )}
        </ol>
      </div>
      <p class="error" role="alert">${trouble}</p>
      <form class="composer" onSubmit=${send}>
        <label class="hidden" for="sms">${t("Your text")}</label>
        <textarea id="sms" rows="2" value=${text} placeholder="CEK LKT-2026-000123" onKeyDown=${press}
          onInput=${(/** @type {any} */ event) => setText(event.target.value)}></textarea>
        <div class="below">
          <span class="meter">${nt("{n} text", "{n} texts", counted.segments)} · ${room} · ${counted.encoding === "gsm7" ? "GSM-7" : "UCS-2"}</span>
          <button class="button primary" disabled=${text.trim() === ""}>${t("Send")}</button>
        </div>
      </form>
    </div>
    <section class="troubles" aria-labelledby="troubles">
      <h2 id="troubles">${t("Let something go wrong")}</h2>
      <p>${t("Keep the desk open in another window: it shows what staff see.")}</p>
      <p role="status">${condition.waiting > 0 ? nt("{n} text waits in the network.", "{n} texts wait in the network.", condition.waiting) : ""}</p>
      <ul>
        ${troubles.map((trouble) => html`<${Switch} key=${trouble.name} trouble=${trouble} isOn=${condition.on.includes(trouble.name)} />`)}
      </ul>
    </section>
  `;
}

/**
 * What lasts is switched on and off; what happens once is pressed until it has happened.
 *
 * @param {{trouble: Trouble, isOn: boolean}} properties
 */
function Switch({ trouble, isOn }) {
  const { name, label, meaning, end } = trouble;
  const press = () => post("/demo/phone/trouble", { name, is_on: !isOn });
  return html`<li data-on=${isOn}>
    <button class="button" aria-pressed=${end ? undefined : isOn} aria-describedby=${`meaning-${name}`} onClick=${press}>${isOn && end ? end : label}</button>
    <p id=${`meaning-${name}`}>${meaning}</p>
  </li>`;
}

render(html`<${Phone} />`, root);
