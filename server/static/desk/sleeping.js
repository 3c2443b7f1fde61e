/**
 * Until when a thread may be put to sleep. No DOM.
 *
 * @typedef {{name: "hour" | "evening" | "tomorrow" | "week", at: Date}} SleepTime
 */

const MORNING = 8;
const AFTERNOON = 15;

/**
 * @param {Date} now
 * @returns {SleepTime[]}
 */
export function sleepTimes(now) {
  const on = (/** @type {number} */ days, /** @type {number} */ hour) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const toMonday = ((8 - now.getDay()) % 7) || 7;
  /** @type {SleepTime[]} */
  const times = [
    { name: "hour", at: new Date(now.getTime() + 3_600_000) },
    { name: "evening", at: on(0, AFTERNOON) },
    { name: "tomorrow", at: on(1, MORNING) },
    { name: "week", at: on(toMonday, MORNING) },
  ];
  return times.filter(({ at }) => at > now);
}
