/**
 * The part of Socket.IO that the resident's chat needs, a seventh of the whole library's weight.
 *
 * Engine.IO protocol 4 and Socket.IO protocol 5, text packets, one namespace. A websocket first; when
 * none opens, long polling; a lost connection is opened anew, more and more patiently.
 *
 * @typedef {object} Transport
 * @property {(packet: string) => void} send
 * @property {() => void} close
 *
 * @typedef {(address: string, hear: (packet: string) => void, gone: () => void) => Transport} Open
 */

import { later, never } from "loket/shared/timers.js";

const RECORD_SEPARATOR = "\x1e";
const OPENED_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const PACKET = /^4(\d)(?:\/[^,]*,)?(\d*)(.*)$/su;

export class Socket {
  connected = false;
  /** Whether it tries by itself: it does until the server refuses. */
  active = false;

  /**
   * @param {string} namespace such as /visitor
   * @param {object} parts
   * @param {(give: (auth: object) => void) => void} parts.auth asked anew for each connection
   * @param {string} [parts.address]
   * @param {Open[]} [parts.ways] tried in turn
   * @param {(act: () => void, ms: number) => any} [parts.later]
   * @param {(timer: any) => void} [parts.never]
   */
  constructor(namespace, parts) {
    this.namespace = namespace;
    this.auth = parts.auth;
    this.address = parts.address ?? "/socket.io/?EIO=4&transport=";
    this.ways = parts.ways ?? [overWebSocket, overPolling];
    this.later = parts.later ?? later;
    this.never = parts.never ?? never;
    /** @type {Map<string, ((...words: any[]) => void)[]>} */
    this.listeners = new Map();
    /** @type {Map<string, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
    this.questions = new Map();
    /** @type {Transport | null} */
    this.transport = null;
    this.asked = 0;
    this.tries = 0;
    this.silenceMs = OPENED_WITHIN_MS;
  }

  /**
   * @param {string} event
   * @param {(...words: any[]) => void} hear
   */
  on(event, hear) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), hear]);
  }

  connect() {
    this.active = true;
    if (!this.transport) {
      this.never(this.pause);
      this.open();
    }
  }

  disconnect() {
    this.active = false;
    this.lose("io client disconnect");
  }

  /**
   * @param {string} event
   * @param {unknown[]} words
   */
  emit(event, ...words) {
    this.send("2", "", [event, ...words]);
  }

  /** @param {number} ms */
  timeout(ms) {
    return {
      /**
       * @param {string} event
       * @param {unknown} payload
       */
      emitWithAck: (event, payload) =>
        /** @type {Promise<any>} */ (
          new Promise((resolve, reject) => {
            const number = String((this.asked += 1));
            this.questions.set(number, { resolve, reject });
            this.later(() => this.answer(number, new Error("operation has timed out")), ms);
            this.send("2", number, [event, payload]);
          })
        ),
    };
  }

  open() {
    /** @type {Transport} */
    let transport;
    const isMine = () => this.transport === transport;
    const way = this.ways[this.tries % this.ways.length];
    this.silenceMs = OPENED_WITHIN_MS;
    this.transport = transport = way(
      this.address,
      (packet) => isMine() && this.hear(packet),
      () => isMine() && this.lose("transport close"),
    );
    this.watch();
  }

  /** A server that says nothing, not even its regular "are you there", is not there. */
  watch() {
    this.never(this.watching);
    this.watching = this.later(() => this.lose("ping timeout"), this.silenceMs);
  }

  /** @param {string} packet */
  hear(packet) {
    this.watch();
    const kind = packet[0];
    if (kind === "0") {
      const { pingInterval = 25_000, pingTimeout = 20_000 } = JSON.parse(packet.slice(1));
      this.silenceMs = pingInterval + pingTimeout;
      this.auth((auth) => this.send("0", "", auth));
    } else if (kind === "1") {
      this.lose("transport close");
    } else if (kind === "2") {
      this.transport?.send("3");
    } else if (kind === "4") {
      this.understand(packet);
    }
  }

  /** @param {string} packet */
  understand(packet) {
    const [, kind = "", number = "", body = ""] = PACKET.exec(packet) ?? [];
    const said = body ? JSON.parse(body) : undefined;
    if (kind === "0") {
      this.connected = true;
      this.tries = 0;
      this.say("connect");
    } else if (kind === "1") {
      this.active = false;
      this.lose("io server disconnect");
    } else if (kind === "2") {
      this.say(said[0], ...said.slice(1));
    } else if (kind === "3") {
      this.answer(number, said[0]);
    } else if (kind === "4") {
      this.active = false;
      this.drop();
      this.say("connect_error", said);
    }
  }

  /** @param {string} why */
  lose(why) {
    const wasConnected = this.connected;
    if (!this.transport) {
      this.never(this.pause);
      return;
    }
    this.drop();
    if (this.active) {
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.tries);
      this.pause = this.later(() => this.connect(), longest * (0.5 + Math.random()));
      this.tries += wasConnected ? 0 : 1;
    }
    if (wasConnected) {
      this.say("disconnect", why);
    } else if (this.active) {
      this.say("connect_error", { message: why });
    }
  }

  drop() {
    const transport = this.transport;
    this.transport = null;
    this.connected = false;
    this.never(this.watching);
    transport?.close();
    for (const number of this.questions.keys()) {
      this.answer(number, new Error("the connection was lost"));
    }
  }

  /**
   * @param {string} number
   * @param {any} answer
   */
  answer(number, answer) {
    const question = this.questions.get(number);
    this.questions.delete(number);
    if (answer instanceof Error) {
      question?.reject(answer);
    } else {
      question?.resolve(answer);
    }
  }

  /**
   * @param {string} event
   * @param {unknown[]} words
   */
  say(event, ...words) {
    for (const hear of this.listeners.get(event) ?? []) {
      hear(...words);
    }
  }

  /**
   * @param {string} kind
   * @param {string} number
   * @param {unknown} content
   */
  send(kind, number, content) {
    this.transport?.send(`4${kind}${this.namespace},${number}${JSON.stringify(content)}`);
  }

  /** @type {any} */
  pause;

  /** @type {any} */
  watching;
}

/** @type {Open} */
export function overWebSocket(address, hear, gone) {
  const url = new URL(`${address}websocket`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => hear(data);
  socket.onclose = gone;
  return {
    send: (packet) => socket.readyState === WebSocket.OPEN && socket.send(packet),
    close: () => socket.close(),
  };
}

/** @type {Open} */
export function overPolling(address, hear, gone) {
  const stop = new AbortController();
  let url = `${address}polling`;
  /** @type {string[]} */
  let waiting = [];
  let isPosting = false;
  /** @param {RequestInit} how */
  const ask = async (how) => {
    const answer = await fetch(url, { ...how, cache: "no-store", signal: stop.signal });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    return answer.text();
  };
  const listen = async () => {
    for (;;) {
      for (const packet of (await ask({})).split(RECORD_SEPARATOR)) {
        if (packet[0] === "0") {
          url += `&sid=${JSON.parse(packet.slice(1)).sid}`;
        }
        hear(packet);
      }
    }
  };
  const post = async () => {
    isPosting = true;
    while (waiting.length > 0) {
      const body = waiting.join(RECORD_SEPARATOR);
      waiting = [];
      await ask({ method: "POST", body });
    }
    isPosting = false;
  };
  listen().catch(gone);
  return {
    send(packet) {
      waiting.push(packet);
      if (!isPosting) {
        post().catch(gone);
      }
    },
    close: () => stop.abort(),
  };
}
