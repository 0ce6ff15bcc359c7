// After the session: the note, and beside it the words it rests on.

import { clock, el, replace, say } from "../dom.js";
import { PLACES, STATES } from "../names.js";
import { t } from "../text.js";
import { Lint } from "./lint.js";
import { Lost } from "./lost.js";
import { Missing } from "./missing.js";
import { Told } from "./notices.js";
import { Risk } from "./risk.js";
import { Sections } from "./sections.js";
import { Words } from "./words.js";

const ENGINES = {
  outline: t("Written by Scribe's outline, without a language model. Tap a sentence to see the words it rests on."),
  ollama: t("Worded by the clinic's own language model, each sentence checked against what was said. Tap one to see the words it rests on."),
};
const UNSIGNED = ["ended", "draft", "reviewed"];

export class NoteView {
  constructor(app) {
    this.app = app;
    this.words = new Words(app, { live: false });
    const point = (ids) => this.words.point(ids);
    this.sections = new Sections(app, point);
    this.risk = new Risk(app, point);
    this.missing = new Missing(app);
    this.lint = new Lint(app, (statement) => this.sections.reveal(statement));
    this.lost = new Lost(app);
    this.told = new Told(app);
    this.facts = el("dl", { className: "facts" });
    this.words.element.prepend(el("h2", { className: "pane-title" }, t("What was said")));
    this.element = el("main", { className: "review" },
      el("div", {},
        el("header", { className: "bar" },
          el("h1", { tabIndex: -1 }, t("Session note")),
          this.mark = el("span", { className: "watermark" }, t("Draft, not signed")),
          el("span", { className: "space" }),
          this.told.element,
          this.again = el("button", { type: "button", onclick: () => app.newSession(true) }, t("New session"))),
        this.lost.element),
      el("div", { className: "panes" },
        el("section", { className: "pane note-pane", "aria-label": t("Note") },
          this.writing = el("p", { className: "writing", role: "status" }, t("Writing the note…")),
          this.facts, this.sections.element, this.missing.element, this.lint.element,
          this.engine = el("p", { className: "engine muted" }), this.risk.element),
        this.words.element));
  }

  draw() {
    const { state } = this.app;
    const name = state.state?.state ?? "";
    this.mark.hidden = !UNSIGNED.includes(name);
    this.writing.hidden = name !== "ended";
    this.again.hidden = name === "ended";
    say(this.engine, state.note?.final ? ENGINES[state.note.engine] ?? t("Written by {engine}.", state.note) : "");
    this.header();
    for (const part of [this.lost, this.told, this.sections, this.missing, this.lint, this.risk, this.words]) part.draw();
  }

  header() {
    const session = this.app.state.state;
    if (!session || session === this.drawn) return;
    this.drawn = session;
    const began = session.started_at && new Date(session.started_at);
    const ended = session.ended_at && new Date(session.ended_at);
    const time = (date) => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const facts = [
      [t("Who"), this.app.state.consents.map((consent) => consent.name).join(", ")],
      [t("Date"), began ? began.toLocaleDateString([], { dateStyle: "long" }) : ""],
      [t("Time"), began && ended ? `${time(began)}–${time(ended)}` : ""],
      [t("Length"), began && ended ? clock((ended - began) / 1000) : ""],
      [t("Setting"), PLACES[session.modality] ?? session.modality ?? ""],
      [t("Format"), session.format],
      [t("State"), STATES[session.state] ?? session.state],
    ];
    replace(this.facts, ...facts.filter(([, text]) => text).map(([label, text]) => el("div", {}, el("dt", {}, label), el("dd", {}, text))));
  }
}
