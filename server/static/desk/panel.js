/**
 * What the office knows of the person behind a thread, and the names of stages and acts. No DOM.
 *
 * @typedef {{notices?: boolean, offers?: boolean | null}} Consent of offers null: never asked
 * @typedef {{id: number, name: string | null, phones?: string[], language?: string,
 *   consent?: Consent | null, registered?: string | null,
 *   addresses?: {channel: string, address: string}[]}} Person
 * @typedef {{id: number, en: string, name_id?: string, name_en?: string}} Paper
 * @typedef {{id: number, number: string, service: string, stage: string, promised?: string | null,
 *   note_id?: string, note_en?: string, missing?: any[], acts?: string[]}} Case
 * @typedef {{id: number, number: string, service: string, day?: string, time?: string,
 *   counter?: string | null, state: string, acts?: string[]}} Ticket
 * @typedef {{sku: string, name_id?: string, name_en?: string, count: number, granted?: number | null,
 *   price?: number}} OrderLine
 * @typedef {{id: number, number: string, state: string, lines?: OrderLine[], total?: number,
 *   reason?: string | null, acts?: string[]}} Order
 * @typedef {{conversation: number, channel?: string, at: string, preview: string}} Earlier
 *
 * @typedef {object} Panel
 * @property {Person} [person]
 * @property {Case[]} [cases]
 * @property {Ticket[]} [tickets]
 * @property {Order[]} [orders]
 * @property {Earlier[]} [earlier]
 * @property {string[]} [counters]
 * @property {string[]} [services] of which a case can be opened
 * @property {{sku: string, name_id: string, name_en: string, price: number, left?: number}[]} [parts]
 */
import { language, t } from "loket/shared/phrases.js";

const thousands = new Intl.NumberFormat("id", { maximumFractionDigits: 0 });

/** As the bot writes it, in either language. @param {number} amount */
export const money = (amount) => `Rp${thousands.format(amount)}`;

/** How a service, a part or a paper is called. @param {{name_id?: string, name_en?: string}} thing */
export const named = ({ name_id: first = "", name_en: second = "" }) => (language === "en" ? second || first : first || second);

/** What a person lets the office send. @param {Consent} consent */
export function consentWords({ notices, offers }) {
  if (notices === false) {
    return t("nothing unasked");
  }
  if (offers === true) {
    return t("notices and offers");
  }
  return offers === false ? t("notices, no offers") : t("notices; not asked about offers");
}

/** Where a case, a ticket or an order stands. @param {string} state */
export const stateName = (state) => STATES[state]?.() ?? state;

/** @type {Record<string, () => string>} */
const STATES = {
  received: () => t("received"),
  verifying: () => t("being checked"),
  incomplete: () => t("papers missing"),
  processing: () => t("being worked on"),
  ready: () => t("ready"),
  collected: () => t("collected"),
  rejected: () => t("rejected"),
  booked: () => t("booked"),
  arrived: () => t("has arrived"),
  called: () => t("called"),
  on_hold: () => t("on hold"),
  absent: () => t("did not come when called"),
  served: () => t("served"),
  no_show: () => t("did not come"),
  cancelled: () => t("cancelled"),
  placed: () => t("ordered"),
  confirmed: () => t("confirmed"),
  part_confirmed: () => t("confirmed in part"),
  declined: () => t("declined"),
};

/**
 * What is done by an act, as its button says it.
 *
 * @param {"case" | "ticket" | "order"} kind
 * @param {string} act
 */
export const actName = (kind, act) => ACTS[`${kind}.${act}`]?.() ?? act;

/** @type {Record<string, () => string>} */
const ACTS = {
  "case.receive": () => t("Paper has come"),
  "case.papers_link": () => t("Send link to hand in"),
  "case.received": () => t("Back to received"),
  "case.verifying": () => t("Begin checking"),
  "case.incomplete": () => t("Ask for papers"),
  "case.processing": () => t("Begin work"),
  "case.ready": () => t("Ready for pick-up"),
  "case.collected": () => t("Handed over"),
  "case.rejected": () => t("Reject"),
  "ticket.check_in": () => t("Check in"),
  "ticket.call": () => t("Call"),
  "ticket.recall": () => t("Call again"),
  "ticket.move": () => t("Move"),
  "ticket.cancel": () => t("Cancel ticket"),
  "ticket.serve": () => t("Served"),
  "ticket.hold": () => t("Hold"),
  "ticket.resume": () => t("Resume"),
  "ticket.miss": () => t("Did not come"),
  "order.confirm": () => t("Confirm"),
  "order.confirm_part": () => t("Confirm in part"),
  "order.ready": () => t("Ready for pick-up"),
  "order.collected": () => t("Handed over"),
  "order.decline": () => t("Decline"),
};

/** @type {Record<string, string[]>} */
const NEEDS = {
  "case.receive": ["paper"],
  "case.incomplete": ["missing", "note"],
  "case.ready": ["note"],
  "case.rejected": ["note"],
  "case.processing": ["promised"],
  "ticket.call": ["counter"],
  "ticket.recall": ["counter"],
  "ticket.move": ["place"],
  "order.confirm_part": ["pieces"],
  "order.decline": ["reason"],
};
const FINAL = new Set(["case.rejected", "ticket.cancel", "ticket.miss"]);

/**
 * What an act asks for before it is done.
 *
 * @param {string} kind
 * @param {string} act
 */
export const needsOf = (kind, act) => NEEDS[`${kind}.${act}`] ?? [];

/**
 * Whether it is asked once more, since it cannot be taken back.
 *
 * @param {string} kind
 * @param {string} act
 */
export const isFinal = (kind, act) => FINAL.has(`${kind}.${act}`);
