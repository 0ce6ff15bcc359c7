// The session while it runs: words on one side, the note filling on the other, four large buttons.

import { el } from "../dom.js";
import { Bar } from "./bar.js";
import { confirm } from "./confirm.js";
import { Risk } from "./risk.js";
import { Sections } from "./sections.js";
import { Words } from "./words.js";

const STRIKE_S = 30;

export class LiveView {
  constructor(app) {
    this.app = app;
    this.bar = new Bar(app);
    this.words = new Words(app, { live: true });
    const point = (ids) => this.words.point(ids);
    this.risk = new Risk(app, point);
    this.sections = new Sections(app, point);
    this.pause = el("button", { className: "primary large", type: "button", onclick: () => this.ask("pause") }, "Pause", el("small", {}, "off the record"));
    this.resume = el("button", { className: "primary large", type: "button", onclick: () => this.ask("resume") }, "Resume", el("small", {}, "listen again"));
    this.strike = el("button", { className: "large", type: "button", onclick: () => this.askStrike() }, "Strike", el("small", {}, `last ${STRIKE_S} seconds`));
    this.stop = el("button", { className: "large", type: "button", onclick: () => this.askStop() }, "Stop", el("small", {}, "end and write the note"));
    this.off = el("section", { className: "off-record", "aria-live": "polite" },
      el("h2", {}, "Off the record"), el("p", {}, "Nothing is heard, and nothing is kept, until you resume."));
    this.panes = el("div", { className: "panes" }, this.words.element,
      el("section", { className: "pane note-pane", "aria-label": "Note" }, this.sections.element, this.risk.element));
    this.element = el("main", { className: "live" }, this.bar.element, this.panes, this.off,
      el("footer", { className: "controls" }, this.pause, this.resume, this.strike, this.stop));
  }

  async ask(what, more = {}) {
    await this.app.ask({ do: what, ...more });
  }

  async askStrike() {
    const yes = await confirm({
      question: `Take back the last ${STRIKE_S} seconds?`,
      detail: "The words, what the note made of them, and their sound are removed for good.",
      yes: "Take back", danger: true,
    });
    if (yes) await this.ask("strike", { last_s: STRIKE_S });
  }

  async askStop() {
    const yes = await confirm({
      question: "End this session?",
      detail: "Listening stops and the note is written for your review.",
      yes: "End session", no: "Go on",
    });
    if (yes) await this.ask("stop");
  }

  draw() {
    const paused = this.app.state.state?.state === "paused";
    this.panes.hidden = paused;
    this.off.hidden = !paused;
    const focused = document.activeElement === (paused ? this.pause : this.resume);
    this.pause.hidden = paused;
    this.resume.hidden = !paused;
    if (focused) (paused ? this.resume : this.pause).focus();
    for (const part of [this.bar, this.words, this.sections, this.risk]) part.draw();
  }
}
