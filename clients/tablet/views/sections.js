// The live note by sections; a tap on a statement shows the words it rests on.

import { clock, el, replace } from "../dom.js";
import { title } from "../names.js";
import { whose } from "../people.js";
import { t } from "../text.js";

const FLAGS = { observed: t("your observation"), edited: t("edited") };

export class Sections {
  /** `point(ids)` is called with the utterances of the statement that was opened, [] when it was closed. */
  constructor(app, point) {
    this.app = app;
    this.point = point;
    this.opened = null; // id of the statement whose evidence is shown
    this.drawn = null;
    this.known = new Set();
    this.element = el("div", { className: "sections" });
  }

  draw() {
    const now = [...this.app.state.sections.values()];
    const shown = [...now, this.evidence(now)];
    if (this.drawn && this.drawn.length === shown.length && shown.every((each, place) => each === this.drawn[place])) return;
    this.drawn = shown;
    const focused = this.element.contains(document.activeElement) && document.activeElement.getAttribute("aria-controls");
    const filled = now.filter((section) => section.statements.length);
    replace(this.element, ...(filled.length ? filled.map((section) => this.section(section)) : [nothing()]));
    for (const section of now) for (const statement of section.statements) this.known.add(statement.id);
    if (focused) this.element.querySelector(`[aria-controls="${CSS.escape(focused)}"]`)?.focus();
  }

  /** What the opened statement rests on, as text: when it changes, it is drawn again. */
  evidence(sections) {
    const opened = sections.flatMap((section) => section.statements).find((statement) => statement.id === this.opened);
    return opened ? this.cited(opened).map((said) => `${whose(this.app.state, said).name}: ${said.text}`).join("\n") : "";
  }

  section(section) {
    return el("section", {},
      el("h3", {}, section.title),
      el("ul", {}, ...section.statements.map((statement) => this.statement(statement))));
  }

  statement(statement) {
    const id = `evidence-${statement.id}`;
    const fresh = this.known.has(statement.id) ? "" : " fresh";
    if (!statement.cites.length) return el("li", { className: `statement plain${fresh}` }, statement.text);
    const open = this.opened === statement.id;
    const button = el("button", {
      type: "button", className: `statement${fresh}`, "aria-expanded": String(open), "aria-controls": id,
      onclick: () => this.toggle(statement),
    }, statement.text, ...statement.flags.map((flag) => el("span", { className: "flag" }, FLAGS[flag] ?? title(flag))));
    const evidence = el("div", { id, className: "evidence", hidden: !open }, ...(open ? this.cited(statement).map((said) => this.quote(said)) : []));
    return el("li", {}, button, evidence);
  }

  cited(statement) {
    return statement.cites.map((id) => this.app.state.said.get(id)).filter((said) => said && !said.struck)
      .sort((a, b) => a.start - b.start);
  }

  quote(said) {
    const person = whose(this.app.state, said);
    return el("blockquote", { className: person.role },
      el("p", { className: "who" }, el("span", { className: "name" }, person.name), el("span", { className: "time" }, clock(said.start))),
      el("p", {}, said.text));
  }

  toggle(statement) {
    const opening = this.opened !== statement.id;
    this.opened = opening ? statement.id : null;
    this.drawn = null;
    this.draw();
    this.point(opening ? statement.cites : []);
  }
}

function nothing() {
  return el("p", { className: "muted empty" }, t("The note fills in as the session goes on."));
}
