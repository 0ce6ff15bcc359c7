// Commands and their answers. Each is done once: the room answers a repeated id without doing the thing again.

import { identifier } from "./identifier.js";
import { t } from "./text.js";

const HOLD_MS = 30000; // a tap that could not be sent for longer than this is not what the person wants now
const LATE_IS_FINE = new Set(["pause", "stop", "name", "assign", "correct"]); // the rest means this very moment: never sent later

export const NOT_NOW = { text: t("Not connected to the room: this was not done."), hint: t("Try again when the connection is back.") };
const UNSURE = { text: t("The connection was lost before the room answered."), hint: t("Look whether it was done, then try again.") };
const TOO_LATE = { text: t("The room could not be reached: this was not done."), hint: t("Use the room's own device, or try again.") };

export class Asking {
  /** `send(message)` puts it on the wire. */
  constructor(send) {
    this.send = send;
    this.waiting = new Map(); // id -> {message, resolve, reject, sent, since: when the room was out of reach; null while it has it in hand}
  }

  /** Resolves with the command's `ack`, rejects with {text, hint}. */
  ask(command, live) {
    if (!live && !LATE_IS_FINE.has(command.do)) return Promise.reject(NOT_NOW);
    const message = { ...command, id: identifier() };
    return new Promise((resolve, reject) => {
      this.waiting.set(message.id, { message, resolve, reject, sent: live, since: live ? null : performance.now() });
      if (live) this.send(message);
    });
  }

  /** True when somebody waited for this `ack`, `private` or `error`. */
  answered(message) {
    const asked = this.waiting.get(message.id);
    if (!asked) return false;
    this.waiting.delete(message.id);
    if (message.type === "error") asked.reject(message);
    else asked.resolve(message);
    return true;
  }

  /** The connection is gone: what can't be done late is given up. */
  lost() {
    this.giveUp((asked) => !LATE_IS_FINE.has(asked.message.do), UNSURE);
  }

  /** The room hears another session by now: what was meant for the one before is no more sent. */
  elsewhere() {
    const meant = (asked) => asked.since !== null;
    this.giveUp((asked) => meant(asked) && asked.sent, UNSURE);
    this.giveUp(meant, TOO_LATE);
  }

  /** Nothing reaches the room from now on. */
  away() {
    for (const asked of this.waiting.values()) asked.since ??= performance.now();
  }

  /** The connection is back. */
  again() {
    for (const asked of this.waiting.values()) {
      Object.assign(asked, { sent: true, since: null });
      this.send(asked.message);
    }
  }

  /** Give up what could not reach the room for too long. What the room has may take its time, as on a full disk. */
  expire() {
    const now = performance.now();
    const late = (asked) => asked.since !== null && now - asked.since > HOLD_MS;
    this.giveUp((asked) => late(asked) && asked.sent, UNSURE);
    this.giveUp(late, TOO_LATE);
  }

  giveUp(which, reason) {
    for (const [id, asked] of this.waiting) {
      if (!which(asked)) continue;
      this.waiting.delete(id);
      asked.reject(reason);
    }
  }
}
