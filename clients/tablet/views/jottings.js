// The clinician's own hand: marks, words, and one-tap observations. Kept as theirs, shown where they were made.

import { Added } from "../added.js";
import { clock, el, replace } from "../dom.js";
import { once } from "../once.js";
import { language, t } from "../text.js";
import { keepWhenLeft, tellUnsaved } from "./writing.js";

export async function mark(app) {
  const at = app.elapsed();
  if (await app.ask({ do: "mark", session: app.state.session })) app.tell("info", t("Marked at {time}.", { time: clock(at) }));
}

/** A sheet over the note that stays open: each tap on the palette is kept at once, so is each line that is typed. */
export class Observe {
  constructor(app) {
    this.app = app;
    this.session = app.state.session;
    this.added = new Added();
    this.settled = once(() => this.save());
    this.palette = el("div", { className: "palette" });
    // No key is listened to here: handwriting (Scribble, Gboard) and dictation write into a plain field like a keyboard.
    this.text = el("textarea", { id: "observation", rows: 2, maxLength: 1000, inputMode: "text", autocapitalize: "sentences", "aria-describedby": "observation-help" });
    keepWhenLeft(this.text, () => this.settled());
    this.element = el("section", { className: "observe", hidden: true, "aria-labelledby": "observe-title" },
      el("header", {},
        el("h2", { id: "observe-title" }, t("Your observation")),
        el("span", { className: "space" }),
        el("button", { type: "button", onclick: () => this.close() }, t("Done"))),
      el("form", { className: "jot", onsubmit: (event) => { event.preventDefault(); this.settled(); } },
        el("label", { for: "observation", className: "unseen" }, t("What do you observe?")), this.text,
        el("button", { type: "submit", className: "primary" }, t("Keep"))),
      el("p", { id: "observation-help", className: "muted" }, t("Kept in your words, as your observation, apart from what was said.")),
      this.palette);
  }

  async open() {
    this.opener = document.activeElement;
    this.element.hidden = false;
    this.text.focus();
    if (!this.palette.children.length) replace(this.palette, ...(await palette()).map((group) => this.group(group)));
  }

  close() {
    this.element.hidden = true;
    this.opener?.focus();
  }

  /** `settled()`: keep what is written. Resolves false when it can't be kept: then it stays where it is. */
  async save() {
    const text = this.text.value.trim();
    if (!text) return true;
    const kept = await this.keep(text, "observation");
    if (kept && this.text.value.trim() === text) this.text.value = "";
    return kept;
  }

  /** The page is about to show something else: what can't be kept is told. */
  async leave({ elsewhere = false } = {}) {
    const text = this.text.value.trim();
    if (text && (elsewhere || !await this.settled())) tellUnsaved(this.app, text);
  }

  async keep(text, kind) {
    const answer = await this.added.ask({ do: "jot", text, kind, session: this.session }, this.app.ask);
    if (answer) this.app.tell("info", t("Kept: {text}", { text }));
    return Boolean(answer);
  }

  /** The note's words are stored, whatever language the palette is shown in. */
  group({ title, shown, choices }) {
    return el("section", {}, el("h3", {}, shown),
      el("div", { className: "chips" }, ...choices.map((choice) => this.chip(`${title}: ${choice.text}.`, choice.shown))));
  }

  chip(text, shown) {
    const tap = once(async () => { if (await this.keep(text, "mental_status")) chip.classList.add("kept"); });
    const chip = el("button", { type: "button", className: "chip", onclick: tap }, shown);
    return chip;
  }
}

/** The clinic's palette (config/observations.toml): [{title, shown, choices: [{text, shown}]}]. */
async function palette() {
  try {
    const answer = await fetch("/observations.json", { cache: "no-store" });
    const shown = (names) => names[language] ?? names.en;
    return (await answer.json()).map((group) => ({
      title: group.title.en, shown: shown(group.title),
      choices: group.choices.map((choice) => ({ text: choice.en, shown: shown(choice) })),
    }));
  } catch {
    return []; // the connection is gone: what is typed waits for it as well
  }
}

/** What stands below an utterance: the jottings made while it was the last one. */
export function beside(jottings) {
  return jottings.map((jotting) => el("li", {}, jotting.text ? t("Your observation: {text}", jotting) : t("Marked")));
}
