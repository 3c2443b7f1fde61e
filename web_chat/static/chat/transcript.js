/** The conversation as a plain text that can be kept. */
import { authorName } from "loket/chat/view.js";
import { moment } from "loket/shared/moments.js";

const LONG_AGO = new Date(0);

/**
 * @param {import("loket/shared/messages.js").Message[]} messages
 * @param {string} heading
 */
export function asText(messages, heading) {
  const lines = messages.map((message) => {
    const when = moment(message.at, LONG_AGO);
    const said = message.text.replaceAll("\n", "\n    ");
    return message.author === "system" ? `${when}  -- ${said}` : `${when}  ${authorName(message)}: ${said}`;
  });
  return [heading, "", ...lines, ""].join("\n");
}

/**
 * @param {string} text
 * @param {string} name
 */
export function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
