/** The end of a list of which there is more. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "loket/shared/phrases.js";

/** Asks for the next page as soon as it comes into sight. @param {{more: () => void}} properties */
export function More({ more }) {
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const sight = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && more(), {
      rootMargin: "400px",
    });
    if (button.current) {
      sight.observe(button.current);
    }
    return () => sight.disconnect();
  }, []);
  return html`<button class="button small" ref=${button} onClick=${more}>${t("More")}</button>`;
}
