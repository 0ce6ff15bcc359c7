// The session while it runs: words on one side, the note filling on the other, the large buttons below.

import { clock, el, say } from "../dom.js";
import { Bar } from "./bar.js";
import { Controls } from "./controls.js";
import { Ear } from "./ear.js";
import { observe } from "./jottings.js";
import { Lost } from "./lost.js";
import { Risk } from "./risk.js";
import { Sections } from "./sections.js";
import { Selection } from "./selection.js";
import { Who } from "./who.js";
import { Words } from "./words.js";

export class LiveView {
  constructor(app) {
    this.app = app;
    this.bar = new Bar(app);
    this.lost = new Lost(app);
    this.ear = new Ear(app);
    this.who = new Who(app);
    this.words = new Words(app, { live: true, selection: new Selection(app) });
    const point = (ids) => this.words.point(ids);
    this.risk = new Risk(app, point);
    this.sections = new Sections(app, point);
    this.controls = new Controls(app);
    this.words.element.prepend(this.who.element);
    this.off = el("section", { className: "off-record", "aria-live": "assertive" },
      el("h2", {}, "Off the record"),
      el("p", {}, "Nothing is heard, and nothing is kept, until you resume."),
      this.since = el("p", { className: "since" }));
    this.panes = el("div", { className: "panes" }, this.words.element,
      el("section", { className: "pane note-pane", "aria-label": "Note" },
        el("header", { className: "note-head" },
          el("h2", { className: "pane-title" }, "Note so far"),
          el("button", { type: "button", className: "quiet", onclick: () => observe(app) }, "+ Your observation")),
        this.sections.element, this.risk.element));
    this.element = el("main", { className: "live" },
      el("div", {}, this.bar.element, this.lost.element, this.ear.element), this.panes, this.off, this.controls.element);
  }

  draw() {
    const { state } = this.app.state;
    const paused = state?.state === "paused";
    this.panes.hidden = paused;
    this.off.hidden = !paused;
    if (paused) say(this.since, `Since ${clock(state.at)} of this session`);
    for (const part of [this.bar, this.lost, this.ear, this.who, this.words, this.sections, this.risk, this.controls]) part.draw();
  }
}
