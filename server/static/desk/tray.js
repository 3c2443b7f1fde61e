/** Files that go with a reply: chosen or dropped, sent up at once, taken along when it is sent. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Tray } from "loket/shared/attachments.js";

/** The tray of one box; it is made when files are first asked for. */
export function useTray() {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const tray = useRef(/** @type {Tray | null} */ (null));
  const [, redraw] = useState({});
  useEffect(() => () => tray.current?.close(), []);
  const open = () => {
    if (place.current) {
      tray.current ??= new Tray({ place: place.current, headers: withCsrf, changed: () => redraw({}) });
      void tray.current.open();
    }
  };
  return {
    place,
    open,
    clear: () => tray.current?.clear(),
    ready: tray.current?.ready ?? [],
    isBusy: tray.current?.isBusy ?? false,
  };
}

/** Uploads of staff bear the token that stands in the page's own form. */
function withCsrf() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=csrf_token]"));
  return { "X-CSRF-Token": field?.value ?? "" };
}
