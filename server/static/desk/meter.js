/** What a reply will be by SMS, told while it is written. */
import { html } from "htm/preact";
import { money } from "loket/desk/panel.js";
import { nt, t } from "loket/shared/phrases.js";

/** @param {{texting: import("loket/desk/texting.js").Texting, replace: (text: string) => void}} properties */
export function Meter({ texting, replace }) {
  const { encoding, segments, left, cost, isTooLong, dear, plainer } = texting;
  const room = t("{left} left", { left });
  const why = t("Because of {signs} fewer letters fit.", { signs: dear.join(" ") });
  const saves = plainer && nt("Write it plainly: {n} text", "Write it plainly: {n} texts", plainer.segments);
  return html`<span class="meter" data-encoding=${encoding} data-over=${isTooLong}>
    <span>${nt("{n} text", "{n} texts", segments)} · ${room} · ${encoding === "gsm7" ? "GSM-7" : "UCS-2"}${cost !== null && html` · ${money(cost)}`}</span>
    ${dear.length > 0 && html` <span class="dear">${why}</span>`}
    ${plainer && html` <button type="button" class="button small" onClick=${() => replace(plainer.text)}>${saves}</button>`}
    ${isTooLong && html` <strong role="alert">${t("This is too long to be sent.")}</strong>`}
  </span>`;
}
