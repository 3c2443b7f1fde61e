/** What staff are told when the desk says no: what can be done now. */
import { nt, t } from "loket/shared/phrases.js";
import { explained } from "loket/shared/refusals.js";

/**
 * @typedef {object} Refused
 * @property {string} code
 * @property {string} [message]
 * @property {{name: string} | null} [owner]
 * @property {number} [retry_after]
 * @property {number} [left]
 * @property {number} [segments_most]
 * @property {string} [sku]
 * @property {string} [number]
 * @property {string[]} [times]
 */

/** @param {Refused | undefined} refusal */
export function refusedWords(refusal) {
  const name = refusal?.owner?.name;
  if (refusal?.code === "taken" && name) {
    return t("{name} was quicker and is answering.", { name });
  }
  return WORDS[refusal?.code ?? ""]?.(/** @type {Refused} */ (refusal)) ?? t("This did not work. Please try again.");
}

/** @type {Record<string, (refusal: Refused) => string>} */
const WORDS = {
  taken: explained,
  not_yours: explained,
  not_allowed: explained,
  slow_down: explained,
  try_later: explained,
  bad_text: explained,
  too_long: ({ segments_most: most }) =>
    most ? nt("A reply may take at most {n} text.", "A reply may take at most {n} texts.", most) : explained({ code: "too_long" }),
  no_such_door: () => t("This person cannot be reached by that door. Choose another one."),
  not_found: () => t("This is not there, or no longer."),
  not_now: () => t("A colleague was quicker: it stands elsewhere by now."),
  bad_time: () => t("Choose a time between now and a year from now."),
  bad_label: () => t("A label has 1 to 40 characters, and a conversation at most 20 labels."),
  no_place: ({ times = [] }) =>
    times.length > 0
      ? t("There is no free place then. Free are: {times}.", { times: times.slice(0, 6).join(", ") })
      : t("There is no free place then."),
  no_such_counter: () => t("Say to which counter."),
  no_such_service: () => t("The office offers no such service."),
  no_such_part: () => t("The shop has no such part."),
  open_already: ({ number }) => t("A case of this service is open already: {number}.", { number: number ?? "" }),
  short: ({ sku, left }) => t("Of {sku} only {left} are left.", { sku: sku ?? "", left: left ?? 0 }),
  too_many: () => t("This is too much at once."),
  not_registered: () => t("No NIK is known of this person."),
  unreadable: () => t("The NIK was kept under another secret and cannot be read."),
  bad_reason: () => t("Say why, in a few words."),
  no_such_colleague: () => t("There is no such colleague any more."),
  only_looks: () => t("This colleague may only look: choose another."),
  no_such_department: () => t("There is no such department any more."),
};
