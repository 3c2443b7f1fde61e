/** Words for people: sources are English, the page's catalogue has the rest. */
import catalogue from "loket/catalogue.js";

export const language = catalogue.language;

const plurals = new Intl.PluralRules(language);
const forms = plurals.resolvedOptions().pluralCategories;

/**
 * The phrase in the page's language, with `{name}` replaced by `values.name`.
 *
 * @param {string} phrase
 * @param {Record<string, string | number>} [values]
 */
export function t(phrase, values = {}) {
  const found = catalogue.phrases[phrase];
  return filled(typeof found === "string" ? found : phrase, values);
}

/**
 * The same for a count, `{n}` being the number; a language may have more forms than two, or one.
 *
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, string | number>} [values]
 */
export function nt(one, many, n, values = {}) {
  const found = catalogue.phrases[one];
  const known = Array.isArray(found) && found.length > 0 ? found : [one, many];
  const form = Math.min(forms.indexOf(plurals.select(n)), known.length - 1);
  return filled(known[form] ?? many, { n, ...values });
}

/**
 * @param {string} phrase
 * @param {Record<string, string | number>} values
 */
function filled(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
