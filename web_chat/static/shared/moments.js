/** Times as people read them: the hour today, the day before. */
import { language } from "loket/shared/phrases.js";

const hour = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });

/**
 * @param {string} at ISO 8601
 * @param {Date} [now]
 */
export function moment(at, now = new Date()) {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) {
    return "";
  }
  const isToday = then.toDateString() === now.toDateString();
  return isToday ? hour.format(then) : `${day.format(then)} ${hour.format(then)}`;
}

/**
 * How long something has lasted, in few letters.
 *
 * @param {string} since ISO 8601
 * @param {number} now milliseconds
 */
export function lasted(since, now) {
  const minutes = Math.max(0, Math.floor((now - new Date(since).getTime()) / 60_000));
  return minutes < 60 ? `${minutes}′` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
