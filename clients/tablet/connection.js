// The one WebSocket to the room. Comes back by itself and goes on where it was; asks each thing once.

const PING_MS = 5000;
const DEAD_MS = 12000; // two pings without any answer: a browser may not notice a dead network for minutes
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15000;
const ASK_AGAIN_MS = 30000; // a tap that could not be sent for longer than this is not what the person wants now
const NOT_PAIRED = 4401;
const NO_LONGER = { text: "This tablet is no longer paired with the room." };
const UNREACHABLE = { text: "The room can't be reached.", hint: "Check the network, then try again." };

export class Connection {
  /**
   * handlers: welcome(message), event(event), status("connecting" | "live" | "lost"), unpaired(refusal | null, forget),
   * paired(token), place() -> {session, seq} | null.
   */
  constructor(handlers) {
    this.handlers = handlers;
    this.asked = new Map(); // id -> {message, resolve, reject, since}
    this.retry = FIRST_RETRY_MS;
    this.timers = [];
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); });
  }

  /** Connect with a token that was stored. */
  open(token) {
    this.token = token;
    this.first = { type: "hello", token };
    this.connect();
  }

  /** Connect with a one-time code. */
  pair(code, device) {
    this.token = null;
    this.first = { type: "pair", code, device };
    this.connect();
  }

  connect() {
    this.drop();
    this.handlers.status("connecting");
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`, ["scribe.v1"]);
    this.socket = socket;
    socket.onopen = () => this.introduce();
    socket.onmessage = (message) => { if (socket === this.socket) this.take(JSON.parse(message.data)); };
    socket.onclose = (closed) => { if (socket === this.socket) this.closed(closed.code); };
    this.heard = performance.now();
    this.timers = [setInterval(() => this.watch(), 1000), setInterval(() => this.ping(), PING_MS)];
  }

  introduce() {
    const place = this.token ? this.handlers.place() : null;
    this.send(place ? { ...this.first, resume: place } : this.first);
  }

  take(message) {
    this.heard = performance.now();
    switch (message.type) {
      case "paired":
        this.token = message.token;
        this.first = { type: "hello", token: message.token };
        this.handlers.paired(message.token);
        this.introduce();
        break;
      case "welcome":
        this.retry = FIRST_RETRY_MS;
        this.live = true;
        this.handlers.welcome(message);
        this.handlers.status("live");
        this.askAgain();
        break;
      case "ack":
        this.answer(message.id)?.resolve(message);
        break;
      case "error":
        this.refused(message);
        break;
      case "pong":
      case "heard":
        break;
      default:
        this.handlers.event(message);
    }
  }

  refused(message) {
    const asked = this.answer(message.id);
    if (asked) asked.reject(message);
    else if (!this.live) this.refusal = message;
  }

  answer(id) {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    return asked;
  }

  /** Send a command; resolves with its `ack`, rejects with {text, hint}. */
  ask(command) {
    const id = identifier();
    return new Promise((resolve, reject) => {
      const message = { ...command, id };
      this.asked.set(id, { message, resolve, reject, since: performance.now() });
      if (this.live) this.send(message);
    });
  }

  askAgain() {
    for (const [, asked] of this.asked) this.send(asked.message);
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  ping() {
    if (this.live) this.send({ type: "ping" });
  }

  watch() {
    const now = performance.now();
    for (const [id, asked] of this.asked) {
      if (now - asked.since < ASK_AGAIN_MS) continue;
      this.answer(id);
      asked.reject({ text: "The room could not be reached: this was not done.", hint: "Try again." });
    }
    if (this.socket && now - this.heard > DEAD_MS) this.closed(0);
  }

  closed(code) {
    this.drop({ watching: code !== NOT_PAIRED });
    if (code === NOT_PAIRED || !this.token) {
      const reason = this.refusal ?? (this.token ? NO_LONGER : code === NOT_PAIRED ? null : UNREACHABLE);
      this.refusal = null;
      this.handlers.unpaired(reason, code === NOT_PAIRED);
      return;
    }
    this.handlers.status("lost");
    const wait = this.retry * (0.5 + Math.random() / 2); // jitter: not every tablet of a clinic at once
    this.retry = Math.min(this.retry * 2, LAST_RETRY_MS);
    this.waiting = setTimeout(() => this.connect(), wait);
  }

  /** A good moment to try at once: the network or the person came back. */
  hurry() {
    if (this.waiting && this.token) this.connect();
  }

  /** Start over with a whole snapshot: something that was sent does not fit. */
  renew() {
    this.retry = FIRST_RETRY_MS;
    this.closed(0);
  }

  drop({ watching = false } = {}) {
    clearTimeout(this.waiting);
    this.waiting = null;
    for (const timer of this.timers) clearInterval(timer);
    this.timers = watching ? [setInterval(() => this.watch(), 1000)] : [];
    this.live = false;
    const old = this.socket;
    this.socket = null;
    old?.close();
  }
}

function identifier() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
