// The session while it runs: words on one side, the note filling on the other, the large buttons below.

import { clock, el, say } from "../dom.js";
import { t } from "../text.js";
import { Bar } from "./bar.js";
import { Controls } from "./controls.js";
import { Ear } from "./ear.js";
import { Find } from "./find.js";
import { Glance } from "./glance.js";
import { Goals } from "./goals.js";
import { Observe } from "./jottings.js";
import { Lost } from "./lost.js";
import { Risk } from "./risk.js";
import { Sections } from "./sections.js";
import { Selection } from "./selection.js";
import { Who } from "./who.js";
import { Words } from "./words.js";
import { leave } from "./writing.js";

export class LiveView {
  constructor(app) {
    this.app = app;
    this.glancing = false;
    const point = (ids) => this.words.point(ids);
    this.find = new Find(app, point);
    this.bar = new Bar(app,
      el("button", { type: "button", className: "quiet", onclick: () => this.find.toggle() }, t("Find")),
      this.cover = el("button", { type: "button", className: "quiet", onclick: () => this.glance(true) }, t("Glance")));
    this.lost = new Lost(app);
    this.ear = new Ear(app);
    this.who = new Who(app);
    this.words = new Words(app, { live: true, selection: new Selection(app, () => this.words) });
    this.risk = new Risk(app, point);
    this.goals = new Goals(app, point);
    this.sections = new Sections(app, point);
    this.observe = new Observe(app);
    this.controls = new Controls(app, () => this.keep());
    this.glanced = new Glance(app, () => this.glance(false));
    this.words.element.prepend(this.who.element, this.find.element);
    this.off = this.offRecord();
    this.panes = el("div", { className: "panes" }, this.words.element, this.note());
    this.top = el("div", {}, this.bar.element, this.lost.element, this.ear.element);
    this.element = el("main", { className: "live" }, this.top, this.panes, this.off, this.glanced.element, this.controls.element);
    this.parts = [this.bar, this.lost, this.ear, this.who, this.words, this.goals, this.sections, this.risk, this.glanced];
  }

  /** All at once, before what is sent next. */
  keep() {
    for (const form of this.words.forms) form.keep();
    this.observe.settled();
  }

  leave(where) {
    leave(this.app, this.words.forms, where);
    this.observe.leave(where);
  }

  note() {
    return el("section", { className: "pane note-pane", "aria-label": t("Note") },
      el("header", { className: "note-head" },
        el("h2", { className: "pane-title" }, t("Note so far")),
        el("button", { type: "button", className: "quiet", onclick: () => this.observe.open() }, t("+ Your observation"))),
      this.goals.element, this.sections.element, this.risk.element, this.observe.element);
  }

  offRecord() {
    return el("section", { className: "off-record", "aria-live": "assertive" },
      el("h2", {}, t("Off the record")),
      el("p", {}, t("Nothing is heard, and nothing is kept, until you resume.")),
      this.since = el("p", { className: "since" }));
  }

  glance(on) {
    this.glancing = on;
    this.draw();
    if (!on) this.cover.focus();
  }

  draw() {
    const { state } = this.app.state;
    const paused = state?.state === "paused";
    this.panes.hidden = paused || this.glancing;
    this.off.hidden = !paused;
    this.top.hidden = this.glancing;
    this.glanced.element.hidden = !this.glancing || paused;
    this.element.classList.toggle("covered", this.glancing);
    if (paused) say(this.since, t("Since {time} of this session", { time: clock(state.at) }));
    for (const part of this.parts) part.draw();
    this.controls.draw(this.glancing);
  }
}
