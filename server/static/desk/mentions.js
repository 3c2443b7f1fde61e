/** Notes in which one is called by name and which one has not read. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Sheet } from "loket/desk/sheet.js";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

/** @param {{acts: import("loket/desk/acts.js").Acts}} properties */
export function MentionsSheet({ acts }) {
  const [mentions, setMentions] = useState(/** @type {any[] | null} */ (null));
  useEffect(() => void acts.mentions().then(setMentions), []);
  return html`<${Sheet} title=${t("Notes that call me")} close=${() => acts.top(null)}>
    <ul class="said">
      ${(mentions ?? []).map(
        (each) => html`<li key=${`${each.conversation}.${each.pos}`}>
          <button class="earlier" onClick=${() => acts.openAt(each.conversation, each.pos)}>
            <span>${each.by?.name} · ${moment(each.at)}</span> <bdi>${each.text}</bdi>
          </button></li>`,
      )}
    </ul>
    ${mentions?.length === 0 && html`<p class="quiet">${t("No note calls you.")}</p>`}
  </${Sheet}>`;
}
