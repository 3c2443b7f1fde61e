/** The two ends of a line for tests: a server kept in memory and a socket that reaches it. */

/** As much of a browser's Storage as is used; `isFull` makes it refuse. */
export class Storage {
  values = new Map();
  isFull = false;

  get length() {
    return this.values.size;
  }

  key(index) {
    return [...this.values.keys()][index] ?? null;
  }

  getItem(key) {
    return this.values.get(key) ?? null;
  }

  setItem(key, value) {
    if (this.isFull) {
      throw new Error("QuotaExceededError");
    }
    this.values.set(key, String(value));
  }

  removeItem(key) {
    this.values.delete(key);
  }
}

/** A line that can be cut at any point; `server` answers events as the real one acknowledges. */
export class Socket {
  connected = false;
  active = true;
  heard = [];
  listeners = new Map();

  constructor(server, giveAuth = (give) => give({})) {
    this.server = server;
    this.giveAuth = giveAuth;
  }

  on(event, hear) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), hear]);
  }

  say(event, ...words) {
    for (const hear of this.listeners.get(event) ?? []) {
      hear(...words);
    }
  }

  connect() {
    this.giveAuth((auth) => {
      const refusal = this.server.refuses?.(auth);
      this.active = !refusal;
      if (refusal) {
        this.say("connect_error", { message: refusal.code, data: refusal });
        return;
      }
      this.connected = true;
      this.say("connect");
      this.server.greet?.(this, auth);
    });
  }

  disconnect() {
    this.connected = false;
    this.say("disconnect", "io client disconnect");
  }

  cut() {
    this.connected = false;
    this.say("disconnect", "transport close");
  }

  emit(event, payload) {
    this.heard.push([event, payload]);
  }

  timeout() {
    return {
      emitWithAck: async (event, payload) => {
        this.heard.push([event, payload]);
        const answer = await this.server.answer(event, payload, this);
        if (!this.connected || answer === undefined) {
          throw new Error("operation has timed out");
        }
        return answer;
      },
    };
  }
}

/** A timer that runs when told to. */
export class Timers {
  waiting = [];

  later = (act, ms) => {
    this.waiting.push([act, ms]);
  };

  run() {
    for (const [act] of this.waiting.splice(0)) {
      act();
    }
  }
}

/** Let everything that is promised happen. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
  }
}
