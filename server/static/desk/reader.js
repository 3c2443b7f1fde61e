/**
 * Fetches what the desk shows: what was missed, pages of the list, a thread, its panel, a search.
 *
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/state.js").Event} Event
 * @typedef {import("loket/shared/line.js").Line} Line
 * @typedef {{state: Desk, tell: (event: Event) => void}} Store
 */
import { listQuestion } from "loket/desk/address.js";
import { later } from "loket/shared/timers.js";

const COUNT_AFTER_MS = 700;
const PANEL_AFTER_MS = 300;
const OLDER_MOST = 20;
/** So often is asked again while this desk asks faster than it may. */
const AGAIN_MOST = 5;

export class Reader {
  /**
   * @param {Line} line
   * @param {Store} store
   */
  constructor(line, store) {
    this.line = line;
    this.store = store;
    /** What is asked just now, so that nothing is asked twice at once. */
    this.asking = new Set();
    this.isCounting = false;
    this.isPanelDue = false;
    this.isThreadStale = false;
    /** @type {Promise<void> | null} */
    this.reading = null;
  }

  /**
   * What the server answers, null when nobody does; asked again where this desk was too fast.
   *
   * @param {string} event
   * @param {Record<string, unknown>} payload
   * @returns {Promise<any>}
   */
  async answered(event, payload) {
    for (let tries = 0; ; tries += 1) {
      const answer = await this.line.ask(event, payload).catch(() => null);
      const { code, retry_after: seconds } = answer?.error ?? {};
      if (code !== "slow_down" || tries >= AGAIN_MOST) {
        return answer;
      }
      await new Promise((go) => later(() => go(null), 1000 * (seconds ?? 1)));
    }
  }

  /**
   * The answer, or null when there is none or it is a refusal.
   *
   * @param {string} event
   * @param {Record<string, unknown>} payload
   * @returns {Promise<any>}
   */
  async ask(event, payload) {
    const answer = await this.answered(event, payload);
    return answer?.ok ? answer : null;
  }

  /**
   * @param {string} what
   * @param {() => Promise<unknown>} ask
   */
  async once(what, ask) {
    if (this.asking.has(what)) {
      return;
    }
    this.asking.add(what);
    try {
      await ask();
    } finally {
      this.asking.delete(what);
    }
  }

  /** Everything missed since the last event, then what is on the screen. */
  async catchUp() {
    await this.once("since", async () => {
      const answer = await this.ask("since", { n: this.store.state.n });
      if (answer) {
        this.store.tell({ type: "caughtUp", ...answer });
        const { view, found } = this.store.state;
        const search = view.q === found.q ? null : this.search();
        await Promise.all([this.list(), this.thread(), search, this.canned()]);
      }
    });
  }

  /** The first page of the list that is shown. */
  async list() {
    const { view } = this.store.state;
    if (view.q === "") {
      await this.page(view, null);
    }
  }

  async moreThreads() {
    const { view, list } = this.store.state;
    if (list.next !== null) {
      await this.once("more", () => this.page(view, list.next));
    }
  }

  /**
   * @param {Desk["view"]} view
   * @param {string | null} before
   */
  async page(view, before) {
    const answer = await this.ask("threads", { ...listQuestion(view), ...(before === null ? {} : { before }) });
    if (answer) {
      this.store.tell({ type: "listed", view, threads: answer.threads, next: answer.next, counts: answer.counts });
    }
  }

  /** How many threads stand in each tab, and who waits at which place; asked often, told once. */
  count() {
    if (this.isCounting) {
      return;
    }
    this.isCounting = true;
    later(async () => {
      this.isCounting = false;
      const answer = await this.ask("threads", { tab: "waiting" });
      if (answer) {
        this.store.tell({ type: "counted", counts: answer.counts, threads: answer.threads });
      }
    }, COUNT_AFTER_MS);
  }

  /**
   * The open thread's newest messages, and what is known of its person. One is read at a time:
   * whoever runs down the list with a key held asks for where they stop, not for all they pass.
   */
  thread() {
    this.isThreadStale = true;
    this.reading ??= this.readThread().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  async readThread() {
    while (this.isThreadStale) {
      this.isThreadStale = false;
      await this.readOpen();
    }
  }

  async readOpen() {
    const { open } = this.store.state;
    if (open === null) {
      return;
    }
    const answer = await this.answered("open", { conversation: open });
    if (answer?.ok) {
      this.store.tell({ type: "opened", ...answer });
    } else if (answer?.error?.code === "not_found" && this.store.state.open === open) {
      this.store.tell({ type: "missing" });
    }
    if (this.store.state.open === open) {
      void this.panel();
    }
  }

  /** A page of what was said before what is shown. */
  async older() {
    const { open, messages } = this.store.state;
    const before = messages[0]?.pos;
    if (open === null || before === undefined) {
      return;
    }
    await this.once("older", async () => {
      const answer = await this.ask("open", { conversation: open, before });
      if (answer && this.store.state.open === open) {
        this.store.tell({ type: "opened", ...answer });
      }
    });
  }

  /**
   * Go back page by page until a position is shown.
   *
   * @param {number} pos
   */
  async lookFor(pos) {
    const { open } = this.store.state;
    for (let pages = 0; pages < OLDER_MOST; pages += 1) {
      const { messages, more, open: now } = this.store.state;
      if (now !== open || !more || (messages[0]?.pos ?? 0) <= pos) {
        break;
      }
      await this.older();
    }
    if (this.store.state.open === open) {
      this.store.tell({ type: "lookedFor", pos });
    }
  }

  /** The side panel, if this office tells one. */
  async panel() {
    const { open } = this.store.state;
    const answer = open === null ? null : await this.ask("panel", { conversation: open });
    if (answer && open !== null) {
      const { ok: _, panel, ...fields } = answer;
      this.store.tell({ type: "panel", conversation: open, panel: panel ?? fields });
    }
  }

  /** The panel anew, since something in it may have changed. */
  panelSoon() {
    if (!this.isPanelDue) {
      this.isPanelDue = true;
      later(() => {
        this.isPanelDue = false;
        void this.panel();
      }, PANEL_AFTER_MS);
    }
  }

  async search() {
    const { q } = this.store.state.view;
    if (q !== "") {
      await this.findPage(q, null);
    }
  }

  async moreFound() {
    const { q, next } = this.store.state.found;
    if (next !== null) {
      await this.once("found", () => this.findPage(q, next));
    }
  }

  /**
   * @param {string} q
   * @param {string | null} before
   */
  async findPage(q, before) {
    this.store.tell({ type: "searching", q, isMore: before !== null });
    let next = before;
    // A page may be short or empty; only the end has no cursor.
    for (let pages = 0; pages < OLDER_MOST; pages += 1) {
      const answer = await this.ask("search", { q, ...(next === null ? {} : { before: next }) });
      if (!answer) {
        this.store.tell({ type: "notFound" });
        return;
      }
      this.store.tell({ type: "found", q, hits: answer.hits, next: answer.next });
      next = answer.next;
      if (answer.hits.length > 0 || next === null) {
        return;
      }
    }
  }

  async canned() {
    const answer = await this.ask("canned", {});
    if (answer) {
      this.store.tell({ type: "canned", canned: answer.canned });
    }
  }
}
