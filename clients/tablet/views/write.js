// A session without a microphone: the note's sections, to be written or dictated into. What is kept is the clinician's own.

import { Added } from "../added.js";
import { el, replace } from "../dom.js";
import { once } from "../once.js";
import { t } from "../text.js";
import { Bar } from "./bar.js";
import { confirm } from "./confirm.js";
import { Observe } from "./jottings.js";
import { Lost } from "./lost.js";
import { keepWhenLeft, tellUnsaved } from "./writing.js";

export class WriteView {
  constructor(app) {
    this.app = app;
    this.parts = [];
    this.lost = new Lost(app);
    this.observe = new Observe(app);
    this.bar = new Bar(app, el("button", { type: "button", className: "quiet", onclick: () => this.observe.open() }, t("+ Your observation")));
    this.sections = el("div", { className: "write-sections" });
    this.element = el("main", { className: "live write" }, el("div", {}, this.bar.element, this.lost.element),
      el("section", { className: "pane write-pane", "aria-label": t("Note") },
        el("p", { className: "muted" }, t("Nothing is heard. Write or dictate with the keyboard; the note is made of your words and says so.")),
        this.sections, this.observe.element),
      el("footer", { className: "controls" },
        el("button", { type: "button", className: "primary large", onclick: () => this.finish() }, t("Finish"), el("small", {}, t("keep it all and make the note")))));
    this.again = once(() => this.load());
  }

  async load() {
    const answer = await this.app.ask({ do: "formats" });
    this.told = Boolean(answer) || !this.app.unreachable; // else it is asked again when there is a connection
    const format = answer?.formats.find((each) => each.key === this.app.state.state?.format);
    if (!format) return;
    this.parts = format.sections.map((section) => new Part(this.app, section));
    replace(this.sections, ...this.parts.map((part) => part.element));
    this.draw();
  }

  async finish() {
    const { session } = this.app.state;
    const yes = await confirm({
      question: t("Finish writing?"), detail: t("The note is made for your review. There you can still change every sentence."),
      yes: t("Finish"), no: t("Go on"),
    });
    if (!yes) return;
    for (const part of this.parts) if (!await part.keep()) return;
    if (!await this.observe.settled()) return;
    await this.app.ask({ do: "stop", session });
  }

  /** Another tablet finished: what can't be kept any more is told. */
  async leave(where = {}) {
    this.observe.leave(where);
    for (const part of this.parts) {
      const text = part.text.value.trim();
      if (text && (where.elsewhere || !await part.keep())) tellUnsaved(this.app, text);
    }
  }

  draw() {
    if (!this.told && this.app.status === "live") this.again();
    this.bar.draw();
    this.lost.draw();
    for (const part of this.parts) part.draw();
  }
}

/** One section of the note: what was kept for it, and a place to write more. */
class Part {
  constructor(app, { key, title }) {
    this.app = app;
    this.key = key;
    this.shown = null;
    this.session = app.state.session;
    this.added = new Added();
    this.keep = once(() => this.save());
    const id = `write-${key}`;
    this.kept = el("ul", { className: "kept" });
    this.text = el("textarea", { id, rows: 3, maxLength: 4000 });
    keepWhenLeft(this.text, () => this.keep());
    this.element = el("section", {}, el("label", { for: id }, title), this.kept,
      el("form", { className: "jot", onsubmit: (event) => { event.preventDefault(); this.keep(); } }, this.text,
        el("button", { type: "submit", "aria-label": t("Keep in {section}", { section: title }) }, t("Keep"))));
  }

  /** False when it could not be kept: then it stays where it was written. */
  async save() {
    const text = this.text.value.trim();
    if (!text) return true;
    const answer = await this.added.ask({ do: "jot", text, kind: "observation", section: this.key, session: this.session }, this.app.ask);
    if (answer && this.text.value.trim() === text) this.text.value = "";
    return Boolean(answer);
  }

  draw() {
    const mine = this.app.state.jottings.filter((jotting) => jotting.section === this.key);
    if (mine.length === this.shown) return;
    this.shown = mine.length;
    replace(this.kept, ...mine.map((jotting) => el("li", {}, jotting.text)));
  }
}
