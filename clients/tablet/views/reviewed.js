// The final note under the clinician's hand: each statement with the words it rests on, and what can be done with it.

import { el, replace } from "../dom.js";
import { t } from "../text.js";
import { anew } from "./layout.js";
import { Statement } from "./statement.js";
import { writing } from "./writing.js";

const SIGNED = ["signed", "amended"];

export class Reviewed {
  /** `point(ids)` lights up the words that the opened statement rests on. */
  constructor(app, desk, point) {
    this.app = app;
    this.desk = desk;
    this.point = point;
    this.opened = null; // id of the statement whose evidence is shown
    this.writing = null; // id of the statement that is worded anew, or key of the section that gets a new one
    this.drawn = null;
    this.element = el("div", { className: "sections", onkeydown: (event) => this.key(event) });
  }

  get sections() {
    const { review, sections } = this.app.state;
    return review?.sections.length ? review.sections : [...sections.values()];
  }

  get open() {
    return !SIGNED.includes(this.app.state.state?.state) && Boolean(this.app.state.review?.sections.length) && this.app.person?.role !== "viewer";
  }

  draw() {
    const now = [this.app.state.review, this.app.state.sections, this.app.state.said, this.open, this.opened, this.writing, this.app.state.seq];
    if (this.drawn && now.every((each, place) => each === this.drawn[place])) return;
    if (this.writing && this.drawn && this.writing === this.drawn[5]) return; // what is being written must not go
    this.drawn = now;
    const focused = this.element.contains(document.activeElement) && document.activeElement.getAttribute("aria-controls");
    replace(this.element, ...this.sections.map((section) => this.section(section)));
    if (focused) this.element.querySelector(`[aria-controls="${CSS.escape(focused)}"]`)?.focus();
  }

  section(section) {
    const open = section.statements.filter((one) => (one.verdict ?? "open") === "open");
    return el("section", { "aria-label": section.title },
      el("div", { className: "section-head" }, el("h3", {}, section.title), el("span", { className: "space" }),
        this.open && open.length ? el("button", { type: "button", className: "quiet small", onclick: () => this.desk.accept(open) }, t("All right")) : null,
        this.open ? el("button", { type: "button", className: "quiet small", "aria-label": t("Rewrite {section}", { section: section.title }), onclick: () => anew(this.app, this.desk, section) }, t("Rewrite")) : null,
        this.open ? el("button", { type: "button", className: "quiet small", "aria-label": t("Add to {section}", { section: section.title }), onclick: () => this.write(section.key) }, t("+ Add")) : null),
      section.statements.length ? el("ul", {}, ...section.statements.map((one) => new Statement(this, section, one).element))
        : el("p", { className: "muted" }, t("Nothing that was said belongs here.")),
      this.writing === section.key ? writing({
        label: t("Your own statement"), done: () => this.write(null), save: (text) => this.desk.add(section, text),
      }) : null);
  }

  write(what) {
    this.writing = what;
    this.drawn = null;
    this.draw();
    const form = this.element.querySelector(".correction");
    form?.querySelector("textarea").focus({ preventScroll: true });
    form?.scrollIntoView({ block: "nearest" }); // the whole of it: a browser shows only where the next letter goes
  }

  toggle(one) {
    this.opened = this.opened === one.id ? null : one.id;
    this.drawn = null;
    this.draw();
    this.element.querySelector(".deeds")?.scrollIntoView({ block: "nearest" });
    this.point(this.opened ? one.cites : []);
  }

  find(id) {
    return this.sections.flatMap((section) => section.statements.map((one) => ({ section, one }))).find(({ one }) => one.id === id);
  }

  /** Open this statement and bring it into view. */
  reveal(id) {
    const found = this.find(id);
    if (!found) return;
    if (this.opened !== id) this.toggle(found.one);
    const button = this.element.querySelector(`[aria-controls="${CSS.escape(`evidence-${id}`)}"]`);
    button?.scrollIntoView({ block: "center" });
    button?.focus({ preventScroll: true });
  }

  /** On a statement: arrows to the next, `a` right, `x` left out, `e` in other words. */
  key(event) {
    const id = event.target.dataset?.statement;
    if (!id || event.metaKey || event.ctrlKey || event.altKey) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const { one } = this.find(id) ?? {};
    if (step) this.step(event.target, step);
    else if (this.open && one && event.key === "a") this.desk.accept([one]);
    else if (this.open && one && event.key === "x") new Statement(this, null, one).leaveOut();
    else if (this.open && one && event.key === "e") this.write(id);
    else return;
    event.preventDefault();
  }

  step(from, by) {
    const all = [...this.element.querySelectorAll("[data-statement]")];
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(from) + by))]?.focus();
  }
}
