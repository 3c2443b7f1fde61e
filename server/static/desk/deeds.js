/**
 * What the audit keeps of an act, in plain words. No DOM.
 *
 * @typedef {object} Entry
 * @property {number} n
 * @property {string} at
 * @property {{id: number, name: string} | null} staff null for the office itself
 * @property {string} act
 * @property {number | null} conversation
 * @property {{conversation: number, name: string | null, channel: "web" | "sms", address: string} | null} thread
 * @property {Record<string, any>} detail
 * @property {Record<string, string>} names of the staff and departments that the detail names by id
 */
import { presenceName, priorityName } from "loket/desk/names.js";
import { actName } from "loket/desk/panel.js";
import { moment } from "loket/shared/moments.js";
import { t } from "loket/shared/phrases.js";

const OF_PANEL = /^(case|ticket|order)_(.+)$/u;

/** @param {Entry} entry */
export function deedWords({ act, detail, names }) {
  const said = DEEDS[act]?.(detail ?? {}, names ?? {});
  if (said) {
    return said;
  }
  const [, kind, done] = OF_PANEL.exec(act) ?? [];
  const pressed = done && actName(/** @type {any} */ (kind), done);
  return pressed ? [detail?.number, pressed].filter(Boolean).join(": ") : act.replaceAll("_", " ");
}

/** @type {Record<string, (detail: Record<string, any>, names: Record<string, string>) => string>} */
const DEEDS = {
  take: () => t("Took it over"),
  return: () => t("Gave it back to the bot"),
  close: () => t("Closed it"),
  reopen: () => t("Opened it again"),
  write: ({ is_note: isNote }) => (isNote ? t("Wrote a note") : t("Wrote a reply")),
  send_again: () => t("Let a message leave again"),
  snooze: ({ until }) => (until ? t("Put it to sleep until {moment}", { moment: moment(until) }) : t("Woke it")),
  put_labels: ({ add = [], remove = [] }) =>
    [
      add.length > 0 ? t("Put on labels: {labels}", { labels: add.join(", ") }) : "",
      remove.length > 0 ? t("Took off labels: {labels}", { labels: remove.join(", ") }) : "",
    ]
      .filter(Boolean)
      .join("; "),
  set_urgency: ({ urgency }) => t("Priority: {priority}", { priority: priorityName(urgency ?? 0) }),
  transfer: (_, { colleague, department }) => t("Handed it over to {name}", { name: colleague ?? department ?? "" }),
  give_out: (_, { colleague }) => t("Gave it to {name} by itself", { name: colleague ?? "" }),
  send_back: (_, { owner }) => t("Put it back in line: {name} had not answered", { name: owner ?? "" }),
  set_presence: ({ presence }) => t("Is now: {presence}", { presence: presenceName(presence) }),
  set_shown_as: ({ shown_as: shownAs }) =>
    shownAs === "department" ? t("Visitors now read the department's name") : t("Visitors now read their own name"),
  set_limit: ({ most }, { colleague }) => t("{name} takes at most {most} conversations", { name: colleague ?? "", most }),
  read_nik: ({ reason }) => t("Looked at the whole NIK: {reason}", { reason: reason ?? "" }),
  put_away: ({ numbers = [] }) => t("Put away {n} of what came in and is no text", { n: numbers.length }),
  canned_save: () => t("Wrote a ready reply"),
  canned_delete: () => t("Deleted a ready reply"),
  open_case: ({ number }) => t("Opened case {number}", { number: number ?? "" }),
  open_order: ({ number }) => t("Entered order {number}", { number: number ?? "" }),
  label_unknown: () => t("Said what words mean that were not understood"),
  staff_add: ({ name, role }) => t("Made the account {name}: {role}", { name, role: roleName(role) }),
  staff_role: ({ name, role, before }) =>
    t("Made {name}, so far {before}, {role}", { name, before: roleName(before), role: roleName(role) }),
  staff_disable: ({ name }) => t("Closed the account {name}", { name }),
  staff_enable: ({ name }) => t("Opened the account {name} again", { name }),
  staff_password: ({ name }) => t("Gave {name} a link for a new password", { name }),
  department_add: ({ name }) => t("Made the department {name}", { name }),
  department_join: ({ name }, { colleague }) => t("{who} now works in {name}", { who: colleague ?? "", name }),
  department_leave: ({ name }, { colleague }) => t("{who} no longer works in {name}", { who: colleague ?? "", name }),
};

/** @param {string} role */
function roleName(role) {
  switch (role) {
    case "agent":
      return t("agent");
    case "supervisor":
      return t("supervisor");
    case "admin":
      return t("administrator");
    case "auditor":
      return t("auditor");
    default:
      return role;
  }
}
