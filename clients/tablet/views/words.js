// Who said what: one row an utterance, confirmed words solid, draft words tentative, following along unless the reader
// has scrolled up.

import { clock, el, replace, say } from "../dom.js";
import { whose } from "../people.js";
import { refused, t } from "../text.js";
import { Writing, settled } from "./writing.js";
import { beside } from "./jottings.js";

const NEAR_END = 80; // pixels from the end that still count as reading along

export class Words {
  /** @param {import("./selection.js").Selection | null} selection what can be chosen; null: nothing can */
  constructor(app, { live, selection = null }) {
    this.app = app;
    this.live = live;
    this.selection = selection;
    this.following = live;
    this.rows = new Map(); // utterance id -> row
    this.list = el("div", { className: "words", role: "log", "aria-label": t("What was said"), tabIndex: 0, onkeydown: (event) => this.key(event) });
    this.list.setAttribute("aria-live", live ? "polite" : "off");
    this.empty = el("p", { className: "muted empty" }, live ? t("Listening. Words appear here as they are said.") : t("Nothing was said."));
    this.latest = el("button", { className: "latest", type: "button", hidden: true, onclick: () => this.follow() }, t("Back to now ↓"));
    this.list.append(this.empty);
    this.list.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => (this.following ? this.follow() : this.scrolled())).observe(this.list);
    this.element = el("section", { className: "pane words-pane", "aria-label": t("Words") },
      this.list, el("div", { className: "floating" }, this.latest, selection?.element));
    if (selection) selection.onchange = () => this.mark();
  }

  draw() {
    const changed = this.update();
    if (changed && this.following) this.follow();
  }

  /** True when something was added, changed or taken away. */
  update() {
    const shown = [...this.app.state.said.values()].filter((said) => !said.struck && (said.text || said.draft));
    const keep = new Set(shown.map((said) => said.id));
    let changed = this.drop(keep);
    let before = null;
    let above = this.empty;
    for (const said of shown) {
      const person = whose(this.app.state, said);
      const row = this.rows.get(said.id) ?? this.add(said.id, above);
      changed = fill(row, said, person, before !== person.name) || changed;
      changed = jot(row, this.app.state.jottings.filter((jotting) => jotting.near === said.id)) || changed;
      before = person.name;
      above = row.element;
    }
    this.empty.hidden = shown.length > 0;
    return changed;
  }

  drop(keep) {
    let dropped = false;
    for (const [id, row] of this.rows) {
      if (keep.has(id)) continue;
      row.element.remove();
      this.rows.delete(id);
      dropped = true;
    }
    if (dropped) this.selection?.keep(keep);
    return dropped;
  }

  /** A new row below `above`: late words of an earlier utterance belong where it was said. */
  add(id, above) {
    const row = {
      name: el("span", { className: "name" }), time: el("span", { className: "time" }),
      text: el("span", { className: "confirmed" }), draft: el("span", { className: "draft", "aria-hidden": "true" }),
      unclear: el("span", { className: "flag", hidden: true }, t("unclear")),
      corrected: el("span", { className: "flag", hidden: true }, t("corrected")),
      jottings: el("ul", { className: "jottings", hidden: true }), jotted: 0,
    };
    row.line = el("p", {}, row.text, row.draft, row.unclear, row.corrected);
    row.heading = el("p", { className: "who" }, row.name, row.time);
    row.element = el("article", { className: "said", tabIndex: -1, onclick: () => this.choose(id) }, row.heading, row.line, row.jottings);
    row.element.dataset.utterance = id;
    this.rows.set(id, row);
    above.after(row.element);
    return row;
  }

  /** Let the person set this utterance right, where it stands. */
  correct(id) {
    const row = this.rows.get(id);
    if (!row || row.form) return;
    const { session } = this.app.state;
    row.form = new Writing({
      label: t("What was said"), text: this.app.state.said.get(id).text, done: () => this.corrected(row),
      save: async (text) => (await this.app.ask({ do: "correct", utterance: id, text, session }) ? "" : refused(this.app.refusal)),
    });
    row.line.hidden = true;
    row.line.after(row.form.element);
    row.form.area.focus();
  }

  corrected(row) {
    const within = row.form.element.contains(document.activeElement);
    row.form.element.remove();
    row.form = null;
    row.line.hidden = false;
    if (within) row.element.focus();
    this.scrolled(); // with the form gone the end may be in view again
  }

  /** In which an utterance is being set right. */
  get forms() { return [...this.rows.values()].map((row) => row.form).filter(Boolean); }

  /** Keep what is being set right. Resolves false when it can't be kept. */
  settled() { return settled(this.forms); }

  choose(id) {
    if (!this.selection?.may() || String(getSelection())) return; // somebody marks text
    if (!this.app.state.said.get(id)?.complete) return;
    this.rows.get(id).element.focus({ preventScroll: true });
    this.selection.toggle(id);
  }

  focus(id) { this.rows.get(id)?.element.focus({ preventScroll: true }); }

  mark() {
    for (const [id, row] of this.rows) row.element.classList.toggle("chosen", this.selection.ids.has(id));
    this.list.querySelector(".chosen:focus")?.scrollIntoView({ block: "center" });
  }

  /** Arrow keys go from utterance to utterance, Enter chooses one. */
  key(event) {
    const rows = [...this.list.querySelectorAll(".said")];
    const place = rows.indexOf(document.activeElement);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) rows.at(place < 0 ? -1 : Math.min(rows.length - 1, Math.max(0, place + step)))?.focus();
    else if (place >= 0 && ["Enter", " "].includes(event.key)) this.choose(rows[place].dataset.utterance);
    else return;
    event.preventDefault();
  }

  /** Light up what a statement rests on, and bring the first of it into view. */
  point(ids) {
    for (const [id, row] of this.rows) row.element.classList.toggle("cited", ids.includes(id));
    const first = this.rows.get(ids[0])?.element;
    if (first) this.list.scrollTop = first.offsetTop - this.list.offsetTop - 40;
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    if (!clientHeight) return; // hidden while off the record
    this.following = this.live && scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.latest.hidden = this.following || !this.live;
  }

  follow() {
    this.following = this.live;
    this.list.scrollTop = this.list.scrollHeight;
    this.latest.hidden = true;
  }
}

/** True when it differs from what the row showed. */
function fill(row, said, person, turn) {
  const key = `${person.role} ${turn} ${person.name}`;
  if (row.said === said && row.key === key) return false;
  row.said = said;
  row.key = key;
  for (const old of [...row.element.classList]) if (!["cited", "chosen"].includes(old)) row.element.classList.remove(old);
  row.element.classList.add("said", person.role);
  row.element.classList.toggle("turn", turn);
  row.heading.hidden = !turn;
  say(row.name, person.name);
  say(row.time, said.end ? clock(said.start) : "");
  const unclear = !said.corrected && said.words.some((word) => word.unclear);
  if (unclear) replace(row.text, ...doubtful(said.words));
  else say(row.text, said.text);
  row.unclear.hidden = !unclear;
  say(row.draft, said.draft ? ` ${said.draft}` : "");
  row.corrected.hidden = !said.corrected;
  return true;
}

/** The words, those that two hearings disagree on each marked. */
export function doubtful(words) {
  return words.flatMap((word, place) => [
    place ? " " : "", word.unclear ? el("mark", { className: "doubtful", title: t("Not heard for certain") }, word.text) : word.text,
  ]);
}

/** True when a jotting was added below the row. */
function jot(row, jottings) {
  if (jottings.length === row.jotted) return false;
  row.jotted = jottings.length;
  row.jottings.hidden = !jottings.length;
  replace(row.jottings, ...beside(jottings));
  return true;
}
