/**
 * What the desk shows, as the page's address says it: a tab, filters, a search, an open thread.
 *
 * @typedef {import("loket/desk/threads.js").Tab} Tab
 *
 * @typedef {object} View
 * @property {Tab} tab
 * @property {string | null} label
 * @property {string | null} channel
 * @property {number | null} department
 * @property {number | null} owner
 * @property {string} q what is searched for; nothing is "": the tab is shown
 *
 * @typedef {{view: View, open: number | null}} Place
 */
import { TABS } from "loket/desk/threads.js";

/** @type {View} */
export const EVERYTHING = { tab: "all", label: null, channel: null, department: null, owner: null, q: "" };

/**
 * Whatever somebody typed into the address line becomes a view that exists.
 *
 * @param {string} search with or without its question mark
 * @returns {Place}
 */
export function readAddress(search) {
  const told = new URLSearchParams(search);
  const tab = TABS.find((known) => known === told.get("tab")) ?? EVERYTHING.tab;
  const view = {
    tab,
    label: told.get("label") || null,
    channel: told.get("channel") || null,
    department: numberOf(told.get("department")),
    owner: numberOf(told.get("owner")),
    q: (told.get("q") ?? "").slice(0, 200),
  };
  return { view, open: numberOf(told.get("thread")) };
}

/**
 * @param {Place} place
 * @returns {string} empty or with its question mark
 */
export function addressOf({ view, open }) {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(view)) {
    if (value && value !== EVERYTHING.tab) {
      told.set(name, String(value));
    }
  }
  if (open !== null) {
    told.set("thread", String(open));
  }
  const written = told.toString();
  return written && `?${written}`;
}

/** @param {View} view */
export function isFiltered({ label, channel, department, owner }) {
  return label !== null || channel !== null || department !== null || owner !== null;
}

/**
 * What a page of the list is asked for.
 *
 * @param {View} view
 * @returns {Record<string, unknown>}
 */
export function listQuestion({ q: _, ...view }) {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== null));
}

/** @param {string | null} written */
function numberOf(written) {
  return written !== null && /^[1-9]\d{0,15}$/.test(written) ? Number(written) : null;
}
