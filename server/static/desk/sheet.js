/** A sheet over the desk: keeps the keyboard inside, closes with Escape, gives the place back. */
import { createContext } from "preact";
import { html } from "htm/preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "loket/shared/phrases.js";

/** What the desk was refused while the sheet is open: the page below cannot be seen. */
export const Refusal = createContext(/** @type {string | null} */ (null));

/** @param {{title: string, close: () => void, kind?: string, children?: unknown}} properties */
export function Sheet({ title, close, kind = "", children }) {
  const refusal = useContext(Refusal);
  const sheet = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useLayoutEffect(() => {
    const { current } = sheet;
    current?.showModal();
    /** @type {HTMLElement | null | undefined} */ (current?.querySelector("[data-first]"))?.focus();
    return () => current?.close();
  }, []);
  const cancel = (/** @type {Event} */ event) => {
    event.preventDefault();
    close();
  };
  const press = (/** @type {MouseEvent} */ event) => {
    if (event.target === sheet.current) {
      close();
    }
  };
  return html`<dialog class="sheet ${kind}" aria-label=${title} ref=${sheet} onCancel=${cancel} onClick=${press}>
    <div class="inside">
      <header>
        <h2>${title}</h2>
        <button class="icon-button" type="button" onClick=${close}><span aria-hidden="true">×</span><span class="hidden">${t("Close the sheet")}</span></button>
      </header>
      <p class="error" role="alert">${refusal}</p>
      ${children}
    </div>
  </dialog>`;
}
