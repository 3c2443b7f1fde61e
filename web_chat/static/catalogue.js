/**
 * The phrases of one language. The import map of a page puts its own language in this place;
 * what stands here is English, the language the sources are written in.
 *
 * @type {{language: string, phrases: Record<string, string | string[]>}}
 */
export default { language: "en", phrases: {} };
