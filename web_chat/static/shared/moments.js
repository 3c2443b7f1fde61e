/** Times as people read them, in the page's language and the reader's own zone. */
import { language, t } from "loket/shared/phrases.js";

/** The bot says "Wed 25 Nov" and 14:05 in English, too. */
const locale = language === "en" ? "en-GB" : language;
const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const shortDay = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

/**
 * The hour alone.
 *
 * @param {string} at ISO 8601
 */
export function clockTime(at) {
  const then = new Date(at);
  return isDate(then) ? hour.format(then) : "";
}

/**
 * The hour today, with the day before.
 *
 * @param {string} at ISO 8601
 * @param {Date} [now]
 */
export function moment(at, now = new Date()) {
  const then = new Date(at);
  if (!isDate(then)) {
    return "";
  }
  return isSameDay(then, now) ? hour.format(then) : `${day.format(then)} ${hour.format(then)}`;
}

/**
 * The day as a heading between messages.
 *
 * @param {string} at ISO 8601
 * @param {Date} [now]
 */
export function dayName(at, now = new Date()) {
  const then = new Date(at);
  if (!isDate(then)) {
    return "";
  }
  if (isSameDay(then, now)) {
    return t("Today");
  }
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return isSameDay(then, yesterday) ? t("Yesterday") : weekday.format(then);
}

/**
 * A day of the calendar, wherever the reader is.
 *
 * @param {string | null | undefined} date ISO, such as 2026-11-25
 */
export function dayOf(date) {
  const [year, month, number] = (date ?? "").split("-").map(Number);
  const then = new Date(year ?? NaN, (month ?? NaN) - 1, number ?? NaN);
  return isDate(then) ? shortDay.format(then) : "";
}

/**
 * When something opens, to stand within a sentence.
 *
 * @param {string} at ISO 8601
 * @param {Date} [now]
 */
export function opening(at, now = new Date()) {
  const then = new Date(at);
  const values = { day: weekday.format(then), hour: hour.format(then) };
  return isSameDay(then, now) ? t("today at {hour}", values) : t("on {day} at {hour}", values);
}

/**
 * Whether a heading belongs between two messages.
 *
 * @param {{at: string} | undefined} before
 * @param {{at: string}} after
 */
export function isNewDay(before, after) {
  return !before || !isSameDay(new Date(before.at), new Date(after.at));
}

/**
 * How long something has lasted, in few letters.
 *
 * @param {string} since ISO 8601
 * @param {number} now milliseconds
 */
export function lasted(since, now) {
  const minutes = Math.max(0, Math.floor((now - new Date(since).getTime()) / 60_000));
  if (minutes < 60) {
    return t("{minutes} min", { minutes });
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? t("{hours} h {minutes} min", { hours, minutes: minutes % 60 })
    : t("{days} d {hours} h", { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** @param {Date} date */
function isDate(date) {
  return !Number.isNaN(date.getTime());
}

/**
 * @param {Date} one
 * @param {Date} other
 */
function isSameDay(one, other) {
  return one.toDateString() === other.toDateString();
}
