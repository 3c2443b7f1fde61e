/**
 * The panel in which a visitor connects a telephone: a code is sent to it, or is texted from it.
 * From then on page and telephone are one conversation. Fetched when it is opened.
 */
import { make } from "loket/shared/dom.js";
import { nt, t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/chat/session.js").Session} Session
 * @typedef {import("loket/shared/outbox.js").Refusal & {left?: number}} Refusal
 */

/**
 * @param {HTMLElement} place
 * @param {Session} session
 * @param {() => void} closed gives the keyboard back
 */
export function open(place, session, closed) {
  const told = make("p", { role: "status" });
  const number = field(t("Your mobile number"), { type: "tel", autocomplete: "tel", inputmode: "tel" });
  const code = field(t("The code we sent"), { autocomplete: "one-time-code", inputmode: "numeric", maxlength: "10" });
  const next = make("button", { class: "button primary" }, t("Send a code"));
  const texts = button(t("Text a code instead"), () => void showCode());
  const close = button(t("Cancel"), shut);
  const form = /** @type {HTMLFormElement} */ (
    make(
      "form",
      { class: "phone", "aria-labelledby": "phone-title" },
      make("h2", { id: "phone-title" }, t("Go on by text message")),
      make("p", {}, t("Connect your phone: while this page is closed, we answer you there by text.")),
      number.label,
      make("div", { class: "row" }, next, texts, close),
      told,
    )
  );
  let hasCode = false;

  function shut() {
    place.replaceChildren();
    closed();
  }

  /**
   * @param {string} event
   * @param {object} payload
   * @returns {Promise<any>}
   */
  async function ask(event, payload) {
    told.textContent = "";
    try {
      const answer = await session.line.ask(event, payload);
      if (answer.ok) {
        return answer;
      }
      told.textContent = refused(answer.error ?? { code: "" });
    } catch {
      told.textContent = t("No connection just now. Please try again.");
    }
    return null;
  }

  async function sendCode() {
    const answer = await ask("phone", { number: number.input.value });
    if (answer) {
      hasCode = true;
      number.label.replaceWith(code.label);
      texts.remove();
      next.textContent = t("Connect");
      told.textContent = nt(
        "The code comes by text and is good for {n} minute.",
        "The code comes by text and is good for {n} minutes.",
        answer.minutes,
      );
      code.input.focus();
    }
  }

  async function prove() {
    if (await ask("prove", { code: code.input.value.trim() })) {
      shut();
    }
  }

  async function showCode() {
    const answer = await ask("phone_code", {});
    if (answer) {
      const words = { code: answer.code, number: answer.number ?? t("our number"), minutes: answer.minutes };
      number.label.remove();
      next.remove();
      texts.remove();
      close.textContent = t("Close");
      told.textContent = t("Text LINK {code} from your phone to {number} within {minutes} minutes.", words);
      close.focus();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = hasCode ? code.input : number.input;
    if (input.value.trim() === "") {
      input.focus();
    } else {
      void (hasCode ? prove() : sendCode());
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      shut();
    }
  });
  place.replaceChildren(form);
  number.input.focus();
}

/**
 * @param {string} label
 * @param {Record<string, string>} attributes
 */
function field(label, attributes) {
  const input = /** @type {HTMLInputElement} */ (make("input", { maxlength: "40", ...attributes }));
  return { input, label: make("label", {}, label, input) };
}

/**
 * @param {string} label
 * @param {() => void} click
 */
function button(label, click) {
  return make("button", { type: "button", class: "button", click }, label);
}

/** @param {Refusal} refusal */
function refused({ code, left = 0, retry_after: seconds = 60 }) {
  switch (code) {
    case "wrong":
      return nt("That is not the code. {n} more try.", "That is not the code. {n} more tries.", left);
    case "expired":
    case "locked":
      return t("That code is no longer valid. Please begin again.");
    case "taken":
      return t("That number belongs to another registered person. Please talk to staff.");
    case "not_allowed":
      return t("No code can be sent to that number. Please write an Indonesian mobile number.");
    case "slow_down":
      return nt(
        "Too many codes were asked for. Try again in {n} minute.",
        "Too many codes were asked for. Try again in {n} minutes.",
        Math.ceil(seconds / 60),
      );
    default:
      return t("This did not work. Please try again.");
  }
}
