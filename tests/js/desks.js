/** Threads, messages and desks for tests of the desk. */
import { closed, reduce } from "loket/desk/state.js";

export const me = { id: 1, name: "Sari", role: "agent", presence: "online" };
export const budi = { id: 2, name: "Budi" };

export const thread = (conversation, more = {}) => ({
  conversation,
  channel: "web",
  address: "abc",
  name: null,
  language: "id",
  speaker: "bot",
  owner: null,
  waiting_since: null,
  last_pos: 1,
  preview: "",
  at: `2026-11-23T02:00:${String(conversation).padStart(2, "0")}.000Z`,
  attention: false,
  labels: [],
  priority: 0,
  snoozed_until: null,
  closed_at: null,
  ...more,
});
export const waiting = (conversation, since, more = {}) => thread(conversation, { speaker: "waiting", waiting_since: since, ...more });
export const owned = (conversation, owner = me, more = {}) => thread(conversation, { speaker: "staff", owner, ...more });
export const message = (pos, author = "visitor", more = {}) => ({
  id: pos,
  pos,
  author,
  text: "x",
  at: "2026-11-23T02:00:00Z",
  ...more,
});
export const after = (...events) => events.reduce(reduce, closed());
export const caughtUp = (threads, n = 5, events = [], more = {}) => ({ type: "caughtUp", threads, n, events, me, lines: [], ...more });
export const told = (n, more) => ({ type: "told", told: { n, kind: "messages", conversation: 1, ...more } });
export const went = (open, view) => ({ type: "went", open, view: { ...closed().view, ...view } });
export const opened = (conversation, messages, more = false) => ({
  type: "opened",
  thread: thread(conversation),
  messages,
  person: {},
  more,
});
