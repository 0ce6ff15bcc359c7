// What was said, as sound: one passage at a time, and a second tap on its button stops it. It counts as heard only when all
// of it sounded.

import { bytes } from "../base64.js";
import { t } from "../text.js";

const AT_MOST_S = 20; // in one answer
const BEFORE_S = 2; // of what leads up to a word: by itself it is hard to make out
const AFTER_S = 1;
const MISSING_S = 0.5; // shorter than what was asked for by this: a part of the sound is not there

export class Player {
  /** `ask(span)` resolves with the room's answer, null when it was refused. */
  constructor(ask, tell) {
    this.ask = ask;
    this.tell = tell;
    this.button = null; // whose passage plays, or is on its way
    this.turn = 0;
  }

  /** Play these {start, end} (seconds of the session) one after another. Resolves true when all of them sounded. */
  async play(button, spans) {
    const again = this.button === button;
    this.stop();
    if (again) return false;
    const turn = this.turn;
    this.button = button;
    this.usual = { textContent: button.textContent, ariaLabel: button.ariaLabel };
    Object.assign(button, { textContent: t("Stop"), ariaLabel: null });
    let heard = true;
    for (const span of spans) heard = heard && await this.sounded(span, turn);
    if (turn === this.turn) this.stop();
    return heard;
  }

  stop() {
    this.turn += 1;
    if (this.button) Object.assign(this.button, this.usual);
    this.button = null;
    this.end?.();
  }

  async sounded(span, turn) {
    const answer = await this.ask(span);
    if (!answer || turn !== this.turn) return false;
    this.context ??= new AudioContext();
    await this.context.resume();
    const buffer = await this.context.decodeAudioData(bytes(answer.data).buffer);
    if (turn !== this.turn) return false;
    await this.through(buffer);
    if (turn !== this.turn) return false;
    const whole = buffer.duration + MISSING_S >= span.end - span.start;
    if (!whole) this.tell(t("A part of this sound is missing."));
    return whole;
  }

  /** Resolves when it was played or stopped; a context that was suspended ends nothing by itself. */
  through(buffer) {
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.context.destination);
    return new Promise((resolve) => {
      this.end = () => { source.onended = null; source.stop(); this.end = null; resolve(); };
      source.onended = () => { this.end = null; resolve(); };
      source.start();
    });
  }
}

/** All of a passage, in as many parts as the room gives at once. */
export function whole({ start, end }) {
  const parts = [];
  for (let from = start; from < end; from += AT_MOST_S) parts.push({ start: from, end: Math.min(end, from + AT_MOST_S) });
  return parts;
}

/** Of a passage what has to be heard for its unclear words: each with a little before it and after. */
export function around({ start, end, words }) {
  const spans = [];
  for (const word of words.filter((each) => each.unclear)) {
    const from = Math.max(start, word.start - BEFORE_S);
    const to = Math.min(Math.max(end, word.end), word.end + AFTER_S);
    const last = spans.at(-1);
    if (last && to - last.start <= AT_MOST_S && from <= last.end) last.end = to;
    else spans.push({ start: from, end: Math.min(to, from + AT_MOST_S) });
  }
  return spans;
}
