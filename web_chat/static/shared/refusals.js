/** What a person is told when the server says no: always what can be done now. */
import { nt, t } from "loket/shared/phrases.js";

/**
 * @param {import("loket/shared/outbox.js").Refusal} [refusal]
 * @returns {string}
 */
export function explained({ code, retry_after: seconds = 0 } = { code: "" }) {
  switch (code) {
    case "too_long":
      return t("This message is too long.");
    case "empty":
      return t("There is nothing in this message.");
    case "bad_text":
      return t("This message holds characters that cannot be sent.");
    case "slow_down":
      return seconds > 0
        ? nt(
            "Too many messages at once. It goes on in {n} second.",
            "Too many messages at once. It goes on in {n} seconds.",
            Math.ceil(seconds),
          )
        : t("Too many messages at once. It goes on in a moment.");
    case "busy":
    case "try_later":
      return t("Very busy just now. It is tried again by itself.");
    case "closed":
      return t("This conversation has ended. Reload the page to begin a new one.");
    case "not_yours":
      return t("Take this conversation over first.");
    case "taken":
      return t("A colleague is answering here.");
    case "not_allowed":
      return t("Your role may look but not write.");
    default:
      return t("This message was not sent.");
  }
}
