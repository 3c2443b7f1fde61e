/** One message on a screen: whatever was written is text, and only plain addresses are links. */
import { html } from "htm/preact";
import { pieces } from "loket/shared/links.js";

/** @param {{text: string}} properties */
export function Text({ text }) {
  return html`<bdi>${pieces(text).map((piece) =>
    piece.href
      ? html`<a href=${piece.href} target="_blank" rel="noopener noreferrer nofollow">${piece.text}</a>`
      : piece.text,
  )}</bdi>`;
}
