// What a careful reader would look at again before signing, why, and the safe wording with one tap.

import { el, replace } from "../dom.js";
import { t } from "../text.js";

export class Lint {
  /** `reveal(statement)` brings a statement of the note into view; `find(id)` gives it as it reads now. */
  constructor(app, desk, { reveal, find }) {
    this.app = app;
    this.desk = desk;
    this.reveal = reveal;
    this.find = find;
    this.list = el("ul", {});
    this.element = el("section", { className: "lint", "aria-label": t("Worth a second look"), hidden: true },
      el("h3", {}, t("Worth a second look")), this.list);
  }

  /** Those that the clinician has not dealt with: a statement that was edited or left out is theirs. */
  get findings() {
    const { note } = this.app.state;
    return (note?.final ? note.lint : []).filter((finding) => {
      const one = finding.statement && this.find(finding.statement)?.one;
      return !one || !(one.original || one.verdict === "rejected" || one.verdict === "accepted");
    });
  }

  draw() {
    const { findings } = this;
    const key = JSON.stringify(findings);
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.hidden = !findings.length;
    replace(this.list, ...findings.map((finding) => el("li", {}, ...this.finding(finding))));
  }

  finding(finding) {
    const text = [el("span", {}, finding.text), el("span", { className: "muted" }, finding.why)];
    if (!finding.statement) return [el("div", { className: "finding" }, ...text)];
    return [
      el("button", { type: "button", className: "finding", onclick: () => this.reveal(finding.statement) }, ...text),
      finding.fix ? el("button", { type: "button", className: "fix", onclick: () => this.mend(finding) }, t("Write instead: {fix}", finding)) : null,
    ].filter(Boolean);
  }

  mend({ statement, fix }) {
    const found = this.find(statement);
    if (found) this.desk.edit(found.one, fix);
  }
}
