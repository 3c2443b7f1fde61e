/** A stranger's text as nodes: text is text, and only plain addresses are links. */
import { make } from "loket/shared/dom.js";
import { pieces } from "loket/shared/links.js";

/**
 * Kept apart in a <bdi>, so that its direction marks cannot turn what stands around it.
 *
 * @param {string} text
 */
export function words(text) {
  return make(
    "bdi",
    {},
    ...pieces(text).map(({ text: piece, href }) =>
      href ? make("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, piece) : piece,
    ),
  );
}
