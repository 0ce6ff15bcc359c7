// Who said what: one row an utterance, confirmed words solid, draft words tentative, following along unless the reader
// has scrolled up.

import { clock, el, say } from "../dom.js";
import { whose } from "../state.js";

const NEAR_END = 80; // pixels from the end that still count as reading along

export class Words {
  constructor(app, { live }) {
    this.app = app;
    this.live = live;
    this.rows = new Map(); // utterance id -> row
    this.list = el("div", { className: "words", role: "log", "aria-label": "What was said", tabIndex: 0 });
    this.list.setAttribute("aria-live", live ? "polite" : "off");
    this.empty = el("p", { className: "muted empty" }, live ? "Listening. Words appear here as they are said." : "Nothing was said.");
    this.latest = el("button", { className: "latest", type: "button", hidden: true, onclick: () => this.follow() }, "Newest words ↓");
    this.list.append(this.empty);
    this.list.addEventListener("scroll", () => { if (this.atEnd()) this.latest.hidden = true; });
    this.element = el("section", { className: "pane words-pane", "aria-label": "Words" }, this.list, this.latest);
  }

  draw() {
    const following = this.atEnd();
    const grown = this.update();
    if (!this.live || !grown) return;
    if (following) this.follow();
    else this.latest.hidden = false;
  }

  /** True when something was added or changed. */
  update() {
    const shown = [...this.app.state.said.values()].filter((said) => !said.struck && (said.text || said.draft));
    const keep = new Set(shown.map((said) => said.id));
    let changed = false;
    for (const [id, row] of this.rows) if (!keep.has(id)) { row.element.remove(); this.rows.delete(id); changed = true; }
    let before = null;
    for (const said of shown) {
      const person = whose(this.app.state, said);
      const heading = before !== person.name ? person.name : "";
      changed = this.row(said, person, heading) || changed;
      before = person.name;
    }
    this.empty.hidden = shown.length > 0;
    return changed;
  }

  row(said, person, heading) {
    const row = this.rows.get(said.id) ?? this.add(said.id);
    const key = `${person.role} ${heading}`;
    if (row.said === said && row.key === key) return false;
    row.said = said;
    row.key = key;
    row.element.className = `said ${person.role}${heading ? " turn" : ""}`;
    row.heading.hidden = !heading;
    say(row.name, heading);
    say(row.time, said.end ? clock(said.start) : "");
    say(row.text, said.text);
    say(row.draft, said.draft ? ` ${said.draft}` : "");
    return true;
  }

  add(id) {
    const row = {
      name: el("span", { className: "name" }), time: el("span", { className: "time" }),
      text: el("span", { className: "confirmed" }), draft: el("span", { className: "draft", "aria-hidden": "true" }),
    };
    row.heading = el("p", { className: "who" }, row.name, row.time);
    row.element = el("article", { className: "said" }, row.heading, el("p", {}, row.text, row.draft));
    row.element.dataset.utterance = id;
    this.rows.set(id, row);
    this.list.append(row.element);
    return row;
  }

  /** Light up what a statement rests on, and bring the first of it into view. */
  point(ids) {
    for (const [id, row] of this.rows) row.element.classList.toggle("cited", ids.includes(id));
    const first = this.rows.get(ids[0])?.element;
    if (first) this.list.scrollTop = first.offsetTop - this.list.offsetTop - 40;
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  follow() {
    this.list.scrollTop = this.list.scrollHeight;
    this.latest.hidden = true;
  }
}
