/**
 * The panel in which a visitor connects a telephone: a code is sent to it, or is texted from it.
 * From then on page and telephone are one conversation. Fetched when it is opened.
 */
import { make } from "loket/shared/dom.js";
import { nt, t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/chat/session.js").Session} Session
 * @typedef {import("loket/shared/outbox.js").Refusal & {left?: number}} Refusal
 * @typedef {{end: string, until: number}} Sent a code that is waited for: how its number ends
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
  const form = /** @type {HTMLFormElement} */ (
    make(
      "form",
      { class: "phone", "aria-labelledby": "phone-title" },
      make("h2", { id: "phone-title" }, t("Go on by text message")),
      told,
    )
  );
  const close = button(t("Close"), shut);
  let isBusy = false;
  /** What Enter does at this step. */
  let submit = shut;
  let hasShut = false;

  function shut() {
    hasShut = true;
    place.replaceChildren();
    closed();
  }

  /**
   * @param {() => void} act what Enter does
   * @param {Element} focused
   * @param {...Element} parts
   */
  function step(act, focused, ...parts) {
    submit = act;
    for (const part of [...form.children].slice(1, -1)) {
      part.remove();
    }
    told.before(...parts);
    told.textContent = "";
    /** @type {HTMLElement} */ (focused).focus();
  }

  /**
   * One thing at a time: a second press of the same button sends no second code.
   *
   * @param {string} event
   * @param {object} payload
   * @returns {Promise<any>}
   */
  async function ask(event, payload) {
    if (isBusy) {
      return null;
    }
    isBusy = true;
    told.textContent = "";
    try {
      const answer = await session.line.ask(event, payload);
      if (answer.ok) {
        return answer;
      }
      const refusal = answer.error ?? { code: "" };
      if (refusal.code === "expired" || refusal.code === "locked") {
        forget(session);
        askNumber();
      }
      told.textContent = refused(refusal);
    } catch {
      told.textContent = t("No connection just now. Please try again.");
    } finally {
      isBusy = false;
    }
    return null;
  }

  function askNumber() {
    const why = make("p", {}, t("Connect your phone: while this page is closed, we answer you there by text."));
    const row = make(
      "div",
      { class: "row" },
      make("button", { class: "button primary" }, t("Send a code")),
      button(t("Text a code instead"), () => void showCode()),
      button(t("Cancel"), shut),
    );
    step(() => void sendCode(), number.input, why, number.label, row);
  }

  async function sendCode() {
    const written = number.input.value.trim();
    const answer = written === "" ? null : await ask("phone", { number: written });
    if (answer) {
      const sent = { end: written.slice(-4), until: session.now() + answer.minutes * 60_000 };
      session.keep.set("code", sent);
      askCode(sent);
    }
  }

  /** @param {Sent} sent */
  function askCode({ end, until }) {
    code.input.value = "";
    const minutes = Math.ceil((until - session.now()) / 60_000);
    const row = make(
      "div",
      { class: "row" },
      make("button", { class: "button primary" }, t("Connect")),
      button(t("Another number"), askNumber),
      button(t("Cancel"), () => (forget(session), shut())),
    );
    step(() => void prove(), code.input, code.label, row);
    told.textContent = nt(
      "The code comes by text to the number ending in {end} and is good for {n} minute.",
      "The code comes by text to the number ending in {end} and is good for {n} minutes.",
      minutes,
      { end },
    );
  }

  async function prove() {
    const written = code.input.value.trim();
    const answer = written === "" ? null : await ask("prove", { code: written });
    if (answer) {
      forget(session);
      session.store.tell({ type: "phone", phone: answer.phone ?? "" });
      shut();
    }
  }

  async function showCode() {
    const answer = await ask("phone_code", {});
    if (!answer) {
      return;
    }
    forget(session);
    const { number: to } = answer;
    const text = t("LINK {code}", { code: answer.code });
    const words = { code: answer.code, number: to ?? t("our number"), minutes: answer.minutes };
    const link = to && make("a", { class: "button", href: `sms:${to}?body=${encodeURIComponent(text)}` }, t("Write it on this phone"));
    step(shut, close, make("div", { class: "row" }, ...(link ? [link, close] : [close])));
    told.textContent = t("Text LINK {code} from your phone to {number} within {minutes} minutes.", words);
    session.store.watch(({ history: { messages } }) => {
      if (!hasShut && messages.some((one) => one.author === "visitor" && one.text.includes(answer.code))) {
        shut();
      }
    });
  }

  /** @param {string} end */
  function showConnected(end) {
    const words = t("Connected: the phone ending in {end}. While this page is closed, we answer you there by text.", { end });
    const row = make("div", { class: "row" }, close, button(t("Another number"), askNumber));
    step(shut, close, make("p", {}, words), row);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      shut();
    }
  });
  place.replaceChildren(form);
  const sent = /** @type {Sent | undefined} */ (session.keep.get("code"));
  if (sent && sent.until > session.now()) {
    askCode(sent);
  } else if (session.chat.phone) {
    showConnected(session.chat.phone);
  } else {
    askNumber();
  }
}

/** @param {Session} session */
function forget({ keep }) {
  keep.set("code", undefined);
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
