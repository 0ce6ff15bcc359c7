// The one WebSocket to the room. Comes back by itself and goes on where it was.

import { Asking } from "./asking.js";
import { t } from "./text.js";

const PING_MS = 5000;
const DEAD_MS = 12000; // two pings without any answer: a browser may not notice a dead network for minutes
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15000;
const NOT_PAIRED = 4401;
const LOCKED = 4403;
const NO_LONGER = { text: t("This tablet is no longer paired with the room.") };
const UNREACHABLE = { text: t("The room can't be reached."), hint: t("Check the network, then try again.") };

export class Connection {
  /**
   * @param {object} handlers welcome(message), event(event), status("connecting" | "live" | "lost"), paired(token),
   *   unpaired(refusal | null, forget), locked({room, people, passkeys} | {refused} | {options}), place() -> {session, seq} | null, sound({heard} | {refused}).
   */
  constructor(handlers) {
    this.handlers = handlers;
    this.asking = new Asking((message) => this.send(message));
    this.retry = FIRST_RETRY_MS;
    this.timers = [];
    this.touched = false; // since the last ping
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => { this.touched = true; }, { passive: true });
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

  ask(command) {
    return this.asking.ask(command, this.live);
  }

  connect() {
    this.drop();
    this.handlers.status("connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/live`, ["scribe.v1"]);
    this.socket = socket;
    socket.onopen = () => { if (socket === this.socket) this.introduce(); };
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
      case "locked":
        this.retry = FIRST_RETRY_MS;
        this.waits = true;
        this.handlers.locked(message);
        break;
      case "welcome":
        this.waits = false;
        this.retry = FIRST_RETRY_MS;
        this.live = true;
        this.handlers.welcome(message);
        this.handlers.status("live");
        this.asking.again();
        break;
      case "passkey":
        if (!this.asking.answered(message)) this.handlers.locked({ options: message.options });
        break;
      case "ack":
      case "private":
      case "error":
        if (!this.asking.answered(message)) this.refused(message);
        break;
      case "heard":
        this.handlers.sound({ heard: message.next });
        break;
      case "pong":
        break;
      default:
        this.handlers.event(message);
    }
  }

  /** An answer that belongs to no command: to the code or token, or to sound. */
  refused(message) {
    if (this.waits) this.handlers.locked({ refused: message });
    else if (!this.live) this.refusal = message;
    else if (message.type === "error" && !message.id) this.handlers.sound({ refused: message });
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** A block of sound; false when it could not be sent now. */
  sendSound(block) {
    if (!this.live || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(block);
    return true;
  }

  unlock(person, pin) {
    this.send({ type: "unlock", person, pin });
  }

  /** Ask for what a passkey needs. */
  askPasskey(person) {
    this.send({ type: "passkey-ask", person });
  }

  unlockWith(person, credential) {
    this.send({ type: "passkey-unlock", person, credential });
  }

  /** Ask for a PIN before anything more is shown. False when the room can't be asked now. */
  lock() {
    if (this.live) this.send({ type: "lock" });
    return this.live;
  }

  /** Tell the room to forget this tablet, and go. */
  leave() {
    this.send({ type: "leave" });
    this.drop();
    this.token = null;
  }

  ping() {
    if (!this.live && !this.waits) return;
    this.send({ type: "ping", touched: this.touched });
    this.touched = false;
  }

  watch() {
    this.asking.expire();
    if (this.socket && performance.now() - this.heard > DEAD_MS) this.closed(0);
  }

  closed(code) {
    this.drop({ watching: code !== NOT_PAIRED });
    if (code === NOT_PAIRED || !this.token) {
      const reason = this.refusal ?? (this.token ? NO_LONGER : code === NOT_PAIRED ? null : UNREACHABLE);
      this.refusal = null;
      this.handlers.unpaired(reason, code === NOT_PAIRED);
      return;
    }
    this.asking.lost();
    if (code === LOCKED) {
      this.handlers.locked(null);
      this.connect();
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
    else this.ping();
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
    this.live = this.waits = false;
    this.asking.away();
    const old = this.socket;
    this.socket = null;
    old?.close();
  }
}
