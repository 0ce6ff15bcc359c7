// What a careful reader would look at again before signing, why, and the safe wording with one tap.

import { el, replace } from "../dom.js";
import { t } from "../text.js";

/** What medical necessity rests on. Where one is missing that is asked about by itself (missing.js): not twice. */
const NECESSARY = ["symptoms", "functioning", "interventions", "response"];

export class Lint {
  /** `reveal(statement)` brings a statement of the note into view; `find(id)` gives it as it reads now. */
  constructor(app, desk, { reveal, find }) {
    this.app = app;
    this.desk = desk;
    this.reveal = reveal;
    this.find = find;
    this.list = el("ul", {});
    this.all = el("button", { type: "button", className: "small", hidden: true, onclick: () => this.mendAll() });
    this.element = el("section", { className: "first-part lint", "aria-label": t("Worth a second look"), hidden: true },
      el("div", { className: "section-head" }, el("h3", {}, t("Worth a second look")), el("span", { className: "space" }), this.all), this.list);
  }

  /** Those that the clinician has not dealt with: a statement that was edited or left out is theirs. */
  get findings() {
    const { note } = this.app.state;
    const asked = note?.missing.some(({ element }) => NECESSARY.includes(element));
    return (note?.final ? note.lint : []).filter(({ rule }) => rule !== "necessity" || !asked).filter((finding) => {
      const one = finding.statement && this.find(finding.statement)?.one;
      return !one || !(one.original || one.verdict === "rejected" || one.verdict === "accepted");
    });
  }

  /** Those with a safe wording that no other one of the same statement would undo; one of safety is read by itself. */
  get safe() {
    const fixes = this.findings.filter(({ fix, statement }) => fix && (this.find(statement)?.one.kind ?? "risk") !== "risk");
    return fixes.filter(({ statement }) => fixes.filter((other) => other.statement === statement).length === 1);
  }

  draw() {
    const { findings, safe } = this;
    const key = JSON.stringify(findings);
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.hidden = !findings.length;
    this.all.hidden = safe.length < 2;
    this.all.textContent = t("Write all {n} instead", { n: safe.length });
    replace(this.list, ...findings.map((finding) => el("li", {}, ...this.finding(finding))));
  }

  finding(finding) {
    const why = el("details", { className: "why" }, el("summary", {}, t("Why?")), el("p", { className: "muted" }, finding.why));
    if (!finding.statement) return [el("div", { className: "finding" }, el("span", {}, finding.text)), why];
    return [
      el("button", { type: "button", className: "finding", onclick: () => this.reveal(finding.statement) }, el("span", {}, finding.text)),
      finding.fix ? el("button", { type: "button", className: "fix", onclick: () => this.mend(finding) }, t("Write instead: {fix}", finding)) : null,
      why,
    ].filter(Boolean);
  }

  mend({ statement, fix }) {
    const found = this.find(statement);
    if (found) this.desk.edit(found.one, fix);
  }

  /** All at once; one Undo takes all of them back. */
  mendAll() {
    this.desk.editAll(this.safe.map(({ statement, fix }) => ({ one: this.find(statement).one, text: fix })));
  }
}
