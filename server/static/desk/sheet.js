/** A sheet over the desk: keeps the keyboard inside, closes with Escape, gives the place back. */
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "loket/shared/phrases.js";

/** @param {{title: string, close: () => void, kind?: string, children?: unknown}} properties */
export function Sheet({ title, close, kind = "", children }) {
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
      ${children}
    </div>
  </dialog>`;
}
