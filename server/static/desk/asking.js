/** A form that opens below its button: takes the keyboard, and gives it back to where it was. */
import { useLayoutEffect, useRef } from "preact/hooks";

const FIELD = "input, textarea, select";
/** Of what cannot be taken back, the way out stands first. */
const WAY_OUT = "button[type=button]";

/**
 * The ref of such a form. Escape closes it from wherever it is pressed, but for a sheet on top.
 *
 * @param {() => void} cancel
 */
export function useAsking(cancel) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const leave = useRef(cancel);
  leave.current = cancel;
  useLayoutEffect(() => {
    const opener = /** @type {HTMLElement | null} */ (document.activeElement);
    const own = form.current;
    const first = own?.querySelector(FIELD) ?? own?.querySelector(WAY_OUT);
    /** @type {HTMLElement | null | undefined} */ (first)?.focus();
    const press = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) {
        leave.current();
      }
    };
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("keydown", press);
      if (document.activeElement === document.body || own?.contains(document.activeElement)) {
        opener?.focus();
      }
    };
  }, []);
  return form;
}
