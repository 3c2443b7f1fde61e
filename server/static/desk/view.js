/** How the desk looks: threads, the open conversation, who it is. Thin functions of the state. */
import { html } from "htm/preact";
import { LineAlarms } from "loket/desk/alarmlist.js";
import { AsideList } from "loket/desk/aside.js";
import { Conversation } from "loket/desk/conversation.js";
import { Threads } from "loket/desk/pane.js";
import { Sheets } from "loket/desk/sheets.js";
import { Side } from "loket/desk/side.js";
import { openThread } from "loket/desk/state.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 */

/** @param {{desk: Desk, acts: Acts, now: number}} properties */
export function DeskView({ desk, acts, now }) {
  const thread = openThread(desk);
  return html`
    <h1 class="hidden">${t("Desk")}</h1>
    <div class="notice" role="status" data-up=${desk.isUp}>${notice(desk, acts)}</div>
    <${LineAlarms} alarms=${desk.alarms} />
    <div class="panes" data-open=${desk.open !== null} data-who=${desk.isWhoOpen}>
      <${Threads} desk=${desk} acts=${acts} now=${now} />
      <section class="conversation" aria-label=${t("Conversation")}>
        ${thread ? html`<${Conversation} desk=${desk} thread=${thread} acts=${acts} now=${now} key=${thread.conversation} />` : html`<${Nobody} desk=${desk} acts=${acts} />`}
      </section>
      <aside class="person" aria-label=${t("Who this is")} tabindex="-1">${thread && html`<${Side} desk=${desk} thread=${thread} acts=${acts} />`}</aside>
    </div>
    ${desk.top && html`<${Sheets} desk=${desk} acts=${acts} now=${now} />`}
    ${desk.aside.shown && html`<${AsideList} aside=${desk.aside} role=${desk.me?.role} putAway=${acts.putAway} hide=${acts.hideAside} />`}
  `;
}

/** @param {{desk: Desk, acts: Acts}} properties */
function Nobody({ desk, acts }) {
  if (desk.isMissing) {
    return html`<p class="quiet">${t("This conversation is not there.")} <button class="button small" onClick=${acts.back}>${t("Back")}</button></p>`;
  }
  return html`<div class="nobody"><p>${desk.open === null ? t("Choose a conversation on the left.") : t("One moment…")}</p>
    ${desk.open === null && html`<p class="quiet"><kbd>J</kbd> ${t("opens the next one")} · <kbd>Ctrl K</kbd> ${t("finds everything that can be done")}</p>`}</div>`;
}

/**
 * @param {Desk} desk
 * @param {Acts} acts
 */
function notice(desk, acts) {
  if (desk.isLoggedOut) {
    const login = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
    return html`${t("Your login has ended.")} <a href=${login}>${t("Log in")}</a>`;
  }
  if (!desk.isUp) {
    return desk.me ? t("No connection. The desk catches up once it is back.") : t("Connecting…");
  }
  return desk.notice && html`${desk.notice} <button class="button small" onClick=${acts.dismiss}>${t("All right")}</button>`;
}
