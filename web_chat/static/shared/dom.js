/** Elements without a library, for the page that must be light: made once, kept while they fit. */

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | (() => void) | undefined>} attributes functions are
 *   listeners, true is an attribute without a value, false and undefined are none
 * @param {...(Node | string | null | false)} children strings become text nodes
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/**
 * One child of a list: made anew only when its look changes.
 *
 * @typedef {{key: string, look: string, make: () => HTMLElement}} Part
 */

/** @type {WeakMap<Element, {key: string, look: string}>} */
const parts = new WeakMap();

/**
 * Let a list hold exactly these parts in this order; what stays the same is not touched, so that
 * focus, selection and a screen reader's place stay where they are.
 *
 * @param {Element} list
 * @param {Part[]} wanted
 */
export function fill(list, wanted) {
  const known = new Map([...list.children].map((child) => [parts.get(child)?.key, child]));
  /** @type {Element | null} */
  let next = list.firstElementChild;
  for (const { key, look, make: fresh } of wanted) {
    const old = known.get(key);
    known.delete(key);
    const child = old && parts.get(old)?.look === look ? old : fresh();
    parts.set(child, { key, look });
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      if (old === next) {
        next = next?.nextElementSibling ?? null;
      }
      list.insertBefore(child, next);
      if (old && old !== child) {
        old.remove();
      }
    }
  }
  for (const gone of known.values()) {
    gone.remove();
  }
}
