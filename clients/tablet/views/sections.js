// The note by sections; a tap on a statement shows the words it rests on.

import { clock, el, replace } from "../dom.js";
import { whose } from "../state.js";

export class Sections {
  /** `point(ids)` is called with the utterances of the statement that was opened, [] when it was closed. */
  constructor(app, point) {
    this.app = app;
    this.point = point;
    this.opened = null;
    this.drawn = null;
    this.element = el("div", { className: "sections", "aria-label": "Note" });
  }

  draw() {
    const { sections, said, names } = this.app.state;
    const now = [...sections.values()];
    if (this.drawn && this.drawn.length === now.length && now.every((section, i) => section === this.drawn[i])) return;
    this.drawn = now;
    const filled = now.filter((section) => section.statements.length);
    replace(this.element, ...(filled.length ? filled.map((section) => this.section(section, said, names)) : [nothing()]));
  }

  section(section) {
    return el("section", {},
      el("h3", {}, section.title),
      el("ul", {}, ...section.statements.map((statement) => this.statement(statement))));
  }

  statement(statement) {
    const id = `evidence-${statement.id}`;
    if (!statement.cites.length) return el("li", { className: "statement plain" }, statement.text);
    const open = this.opened === statement.id;
    const button = el("button", {
      type: "button", className: "statement", "aria-expanded": String(open), "aria-controls": id,
      onclick: () => this.toggle(statement),
    }, statement.text, ...statement.flags.map((flag) => el("span", { className: "flag" }, flag)));
    const evidence = el("div", { id, className: "evidence", hidden: !open }, ...(open ? this.quotes(statement) : []));
    return el("li", {}, button, evidence);
  }

  quotes(statement) {
    return statement.cites
      .map((id) => this.app.state.said.get(id))
      .filter((said) => said && !said.struck)
      .map((said) => {
        const person = whose(this.app.state, said);
        return el("blockquote", { className: person.role },
          el("p", { className: "who" }, el("span", { className: "name" }, person.name), el("span", { className: "time" }, clock(said.start))),
          el("p", {}, said.text));
      });
  }

  toggle(statement) {
    const opening = this.opened !== statement.id;
    this.opened = opening ? statement.id : null;
    this.drawn = null;
    this.draw();
    this.element.querySelector(`[aria-controls="evidence-${CSS.escape(statement.id)}"]`)?.focus();
    this.point(opening ? statement.cites : []);
  }
}

function nothing() {
  return el("p", { className: "muted empty" }, "The note fills in as the session goes on.");
}
