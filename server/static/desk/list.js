/**
 * The list that is shown: known threads in their order, down to where the server's pages reach.
 *
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/address.js").View} View
 *
 * @typedef {object} List
 * @property {string | null} next the cursor of the next page; null: none, or none asked for yet
 * @property {Thread | null} floor the last thread of the last page; below it are gaps
 * @property {boolean} isAsked whether a page has come
 */
import { belongs, orderOf, passes } from "loket/desk/threads.js";

/** @type {List} */
export const UNASKED = { next: null, floor: null, isAsked: false };

/**
 * @param {Thread[]} page
 * @param {string | null} next
 * @returns {List}
 */
export function listAfter(page, next) {
  return { next, floor: next === null ? null : (page.at(-1) ?? null), isAsked: true };
}

/**
 * @typedef {{threads: Record<number, Thread>, view: View, list: List, me: import("loket/desk/threads.js").Me | null}} Known
 */

/**
 * The threads of a view; the same array while nothing that decides it has changed.
 *
 * @type {(known: Known) => Thread[]}
 */
export const listed = remembered(({ threads, view, list, me }) => {
  const order = orderOf(view.tab);
  const { floor } = list;
  return Object.values(threads)
    .filter((thread) => belongs(thread, view.tab, me) && passes(thread, view) && (!floor || order(thread, floor) <= 0))
    .sort(order);
});

/**
 * @param {(known: Known) => Thread[]} make
 * @returns {(known: Known) => Thread[]}
 */
function remembered(make) {
  /** @type {Known | null} */
  let last = null;
  /** @type {Thread[]} */
  let made = [];
  return (known) => {
    const isSame =
      last?.threads === known.threads && last.view === known.view && last.list === known.list && last.me === known.me;
    if (!isSame) {
      made = make(known);
      last = { threads: known.threads, view: known.view, list: known.list, me: known.me };
    }
    return made;
  };
}
