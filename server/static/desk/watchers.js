/**
 * Who looks at which thread, and who types there: told as it happens, not numbered, soon stale.
 *
 * @typedef {{id: number, name: string, typing?: boolean}} Watcher
 * @typedef {Record<number, Watcher[]>} Watching by conversation
 * @typedef {{conversation: number, text?: string, until: number}} Typing what a visitor writes
 */

/** How long a visitor is taken to be typing after the last word of it. */
export const TYPING_MS = 6000;
const MOST = 500;

/**
 * @param {Watching} watching
 * @param {number} conversation
 * @param {Watcher[]} staff
 * @returns {Watching}
 */
export function withWatchers(watching, conversation, staff) {
  const { [conversation]: _, ...others } = watching;
  if (staff.length === 0) {
    return others;
  }
  const kept = Object.keys(others).length < MOST ? others : {};
  return { ...kept, [conversation]: staff };
}

/**
 * Everybody else who looks at a thread.
 *
 * @param {Watching} watching
 * @param {number} conversation
 * @param {{id: number} | null} me
 */
export function othersAt(watching, conversation, me) {
  return (watching[conversation] ?? []).filter(({ id }) => id !== me?.id);
}
