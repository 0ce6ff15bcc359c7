// What a careful reader would look at again before signing, and why.

import { el, replace } from "../dom.js";
import { t } from "../text.js";

export class Lint {
  /** `reveal(statement)` brings a statement of the note into view. */
  constructor(app, reveal) {
    this.app = app;
    this.reveal = reveal;
    this.list = el("ul", {});
    this.element = el("section", { className: "lint", "aria-label": t("Worth a second look"), hidden: true },
      el("h3", {}, t("Worth a second look")), this.list);
  }

  draw() {
    const { note } = this.app.state;
    if (note === this.drawn) return;
    this.drawn = note;
    const findings = note?.final ? note.lint : [];
    this.element.hidden = !findings.length;
    replace(this.list, ...findings.map((finding) => el("li", {}, finding.statement ? this.linked(finding) : el("div", { className: "finding" }, ...what(finding)))));
  }

  linked(finding) {
    return el("button", { type: "button", className: "finding", onclick: () => this.reveal(finding.statement) }, ...what(finding));
  }
}

function what(finding) {
  return [
    el("span", {}, finding.text),
    el("span", { className: "muted" }, finding.why),
    finding.fix ? el("span", {}, t("Safer: {fix}", finding)) : "",
  ];
}
