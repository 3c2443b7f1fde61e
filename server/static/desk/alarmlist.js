/**
 * What is wrong with a line, for people: a modem unplugged, a SIM without a network, a full storage.
 *
 * @typedef {import("loket/desk/alarms.js").Line} Line
 */
import { html } from "htm/preact";
import { t } from "loket/shared/phrases.js";

/** @param {{alarms: Record<string, Line>}} properties */
export function LineAlarms({ alarms }) {
  const lines = Object.values(alarms);
  return html`<ul class="alarms" role="status" aria-label=${t("Lines that need somebody")} hidden=${lines.length === 0}>
    ${lines.map(
      (line) => html`<li key=${line.line} data-state=${line.state} title=${line.detail}>
        <b>${nameOf(line.line)}</b> ${meaning(line)}
      </li>`,
    )}
  </ul>`;
}

/** What it means for the office and what to do, for somebody who is no technician. */
const meaning = (/** @type {Line} */ line) => MEANINGS[line.state]?.() ?? (line.is_up ? nearlyFull() : cannot());

/** @type {Record<string, () => string>} */
const MEANINGS = {
  silent: () => t("The gateway is not running. Texts wait and nothing is lost; start it again."),
  no_port: () => t("The modem is unplugged. Texts wait and leave when it is back; plug it in."),
  not_allowed: () => t("Loket may not open the modem. See the guide to modems: permissions."),
  in_use: () => t("Another program uses the modem. Close it."),
  mute: () => t("The modem does not answer. Loket starts it anew; if that does not help, pull it out and plug it in."),
  flooding: () => t("The modem talks without end and is slow. Pull it out and plug it in when you can."),
  restarting: () => t("The modem is starting again. This takes less than a minute."),
  unfit: () => t("What is plugged in there is no modem that Loket can use."),
  pin_needed: () => t("The SIM asks for its PIN. Put it into the settings."),
  pin_refused: () => t("The SIM refused the PIN in the settings. It is not tried again, so that the SIM is not locked; correct it."),
  puk_needed: () => t("The SIM is locked and needs its PUK. Unlock it in a telephone."),
  locked: () => t("The modem takes only its own operator's SIM."),
  sim_missing: () => t("There is no SIM in the modem. Texts wait; put it in."),
  sim_busy: () => t("The SIM is still starting."),
  sim_failed: () => t("The SIM cannot be read. Take it out, clean it and put it back, or change it."),
  searching: () => t("There is no network. Texts wait and leave when it is back; move the antenna if it lasts."),
  denied: () => t("The network refuses the SIM. Is it active, registered and paid for?"),
  storage_full: () => t("The SIM is full. New texts wait in the network until it has room; nothing is lost."),
  starting: () => t("The modem is being made ready."),
};

const nearlyFull = () => t("The line works, but something about it needs a look.");
const cannot = () => t("This line cannot send just now. Texts wait and nothing is lost.");

/** A path's last piece is enough for people. */
const nameOf = (/** @type {string} */ line) => line.split("/").at(-1) || line;
