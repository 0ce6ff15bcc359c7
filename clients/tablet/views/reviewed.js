// The final note under the clinician's hand: each statement with the words it rests on, and what can be done with it.

import { el, replace } from "../dom.js";
import { refused, t } from "../text.js";
import { once } from "../once.js";
import { anew } from "./layout.js";
import { Statement } from "./statement.js";
import { Writing, settled } from "./writing.js";

const SIGNED = ["signed", "amended"];

export class Reviewed {
  /** `point(ids)` lights up the words that the opened statement rests on. */
  constructor(app, desk, point) {
    this.app = app;
    this.desk = desk;
    this.point = point;
    this.opened = null; // id of the statement whose evidence is shown
    this.writing = null; // id of the statement that is worded anew, or key of the section that gets a new one
    this.form = null; // in which it is, the same through every drawing: what was typed is in it
    this.drawn = null;
    this.element = el("div", { className: "sections", onkeydown: (event) => this.key(event) });
    this.waiting = el("ul", {});
    this.safety = el("section", { className: "first-part safety", "aria-label": t("Said about safety"), hidden: true, onkeydown: (event) => this.key(event) },
      el("h3", {}, t("Said about safety")), this.waiting);
  }

  /** What was said about safety and nobody has answered for. */
  get pending() {
    return this.open ? this.sections.flatMap((section) => section.statements.filter((one) => this.waits(one)).map((one) => ({ section, one }))) : [];
  }

  /** What else nobody has answered for. */
  get unread() {
    return this.sections.flatMap((section) => section.statements.filter((one) => (one.verdict ?? "open") === "open" && !this.waits(one)));
  }

  /** It is about safety, and neither right, nor left out, nor worded anew: the room says which are. */
  waits(one) { return Boolean(this.app.state.review?.unanswered.includes(one.id)); }

  /** What was typed and is not kept yet. */
  get unsaved() { return Boolean(this.form?.unsaved); }

  /** Keep what is open. Resolves false when it can't be kept: then it stays, and says why. */
  settled() { return settled(this.form ? [this.form] : []); }

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
    if (this.drawn && this.form?.element.contains(document.activeElement)) return; // a keyboard on the screen goes with what is drawn anew
    this.drawn = now;
    const { pending } = this;
    const parts = [this.safety, this.element];
    const focused = parts.some((part) => part.contains(document.activeElement)) && document.activeElement.getAttribute("aria-controls");
    this.safety.hidden = !pending.length;
    replace(this.waiting, ...pending.map(({ section, one }) => new Statement(this, section, one, true).element));
    replace(this.element, ...this.sections.map((section) => this.section(section)));
    if (this.form && !parts.some((part) => part.contains(this.form.element))) this.element.prepend(this.form.element); // its place is gone
    if (focused) this.shown(`[aria-controls="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  /** The note reads otherwise by now than it was drawn. */
  get stale() {
    const read = (review) => JSON.stringify(review?.sections);
    return Boolean(this.drawn) && read(this.drawn[0]) !== read(this.app.state.review);
  }

  drawAnew() {
    this.drawn = null;
    this.draw();
  }

  /** What is shown in either place, above the note or in it. */
  shown(selector) {
    return this.safety.querySelector(selector) ?? this.element.querySelector(selector);
  }

  section(section) {
    const here = section.statements.filter((one) => !this.open || !this.waits(one));
    const open = here.filter((one) => (one.verdict ?? "open") === "open");
    return el("section", { "aria-label": section.title },
      el("div", { className: "section-head" }, el("h3", {}, section.title), el("span", { className: "space" }),
        this.open && open.length ? el("button", { type: "button", className: "quiet small", onclick: () => this.desk.accept(open) }, t("All right")) : null,
        this.open ? el("button", { type: "button", className: "quiet small", "aria-label": t("Rewrite {section}", { section: section.title }), onclick: once(async () => await this.settled() && anew(this.app, this.desk, section)) }, t("Rewrite")) : null,
        this.open ? el("button", { id: `add-${section.key}`, type: "button", className: "quiet small", "aria-label": t("Add to {section}", { section: section.title }), onclick: () => this.write(section.key) }, t("+ Add")) : null),
      here.length ? el("ul", {}, ...here.map((one) => new Statement(this, section, one).element))
        : el("p", { className: "muted" }, section.statements.length ? t("About safety: above.") : t("Nothing that was said belongs here.")),
      this.writing === section.key ? this.form.element : null);
  }

  /** Open a form for a statement or a section, once what was open before is kept. */
  async write(what) {
    if (!await this.settled()) return;
    const found = this.find(what);
    this.form = found ? this.rewording(found.one) : this.adding(what);
    this.writing = what;
    this.drawn = null;
    this.draw();
    this.form.area.focus({ preventScroll: true });
    this.form.element.scrollIntoView({ block: "nearest" }); // the whole of it: a browser shows only where the next letter goes
  }

  rewording(one) {
    const form = new Writing({
      label: t("The statement"), text: one.text, elsewhere: true, done: () => this.written(form, `[data-statement="${CSS.escape(one.id)}"]`),
      save: (text) => this.reword(form, one, text),
    });
    return form;
  }

  adding(key) {
    const form = new Writing({
      label: t("Your own statement"), elsewhere: true, done: () => this.written(form, `#add-${CSS.escape(key)}`),
      save: async (text) => (await this.desk.add(this.sectionOf(key), text) ? "" : refused(this.app.refusal)),
    });
    return form;
  }

  /** Another tablet may have laid the note out anew: then the last one takes what was written for one that is gone. */
  sectionOf(key) { return this.sections.find((section) => section.key === key) ?? this.sections.at(-1); }

  /** "" when it was kept. Where another tablet was first, how it reads now is told, and the next try goes over it. */
  async reword(form, one, text) {
    if (await this.desk.edit({ ...one, text: form.text }, text)) return "";
    const why = refused(this.app.refusal);
    if (!this.app.unreachable) await this.desk.reload();
    const now = this.desk.here ? this.find(one.id)?.one.text ?? form.text : form.text;
    if (now === form.text) return why;
    form.text = now;
    form.conflict = true;
    return t("{why} It reads: “{text}”", { why, text: now });
  }

  /** The form is closed. Whose hand was in it goes on from what it was about. */
  written(form, where) {
    if (this.form !== form) return;
    const within = form.element.contains(document.activeElement);
    Object.assign(this, { form: null, writing: null, drawn: null });
    this.draw();
    if (within) this.shown(where)?.focus({ preventScroll: true });
  }

  toggle(one) {
    this.opened = this.opened === one.id ? null : one.id;
    this.drawn = null;
    this.draw();
    this.shown(".evidence .deeds")?.scrollIntoView({ block: "nearest" });
    this.point(this.opened ? one.cites : []);
  }

  /** It is right as it reads. From what was said about safety, on to what of that is left. */
  async right(one) {
    const waited = this.waits(one);
    if (!await this.desk.accept([one]) || !waited) return;
    this.draw();
    this.shown("[data-statement]")?.focus({ preventScroll: true });
  }

  find(id) {
    return this.sections.flatMap((section) => section.statements.map((one) => ({ section, one }))).find(({ one }) => one.id === id);
  }

  /** Open this statement and bring it into view. */
  reveal(id) {
    const found = this.find(id);
    if (!found) return;
    if (this.opened !== id) this.toggle(found.one);
    const button = this.shown(`[aria-controls="${CSS.escape(`evidence-${id}`)}"]`);
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
    else if (this.open && one && event.key === "a") this.right(one);
    else if (this.open && one && event.key === "x") new Statement(this, null, one).leaveOut();
    else if (this.open && one && event.key === "e") this.write(id);
    else return;
    event.preventDefault();
  }

  step(from, by) {
    const all = [this.safety, this.element].flatMap((part) => [...part.querySelectorAll("[data-statement]")]);
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(from) + by))]?.focus();
  }
}
