/**
 * The browser's timer as a value that may be passed on: `setTimeout` itself, called as somebody's
 * method, is refused ("Illegal invocation").
 *
 * @param {() => void} act
 * @param {number} ms
 * @returns {any}
 */
export const later = (act, ms) => setTimeout(act, ms);

/** @param {any} timer */
export const never = (timer) => clearTimeout(timer);
