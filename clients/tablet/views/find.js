// Find in what was said: a word while it is typed, which the room is not asked about; a question when it is sent.

import { clock, el, replace, say } from "../dom.js";
import { whose } from "../people.js";
import { count, t } from "../text.js";
import { Answered } from "./answered.js";

const MOST = 50; // rows: the newest; more is a word to narrow down

export class Find {
  /** `point(ids)` brings utterances into view. */
  constructor(app, point) {
    this.app = app;
    this.point = point;
    this.input = el("input", { id: "find", type: "search", enterKeyHint: "search", autocomplete: "off", spellcheck: false, maxLength: 300, placeholder: t("A word, or a question"), oninput: () => this.look() });
    this.found = el("p", { className: "muted", role: "status" });
    this.list = el("ul", { className: "found" });
    this.answered = new Answered(app, point);
    this.element = el("section", { className: "find", hidden: true, "aria-label": t("Find"), onkeydown: (event) => { if (event.key === "Escape" && !event.isComposing) this.close(); } },
      el("form", { className: "find-line", onsubmit: (event) => { event.preventDefault(); this.ask(); } },
        el("label", { for: "find", className: "unseen" }, t("Find in this session")), this.input, this.found,
        this.send = el("button", { type: "submit" }, t("Ask")),
        el("button", { type: "button", onclick: () => this.close() }, t("Done"))),
      this.answered.element, this.list);
  }

  toggle() {
    if (this.element.hidden) this.open();
    else this.close();
  }

  open() {
    this.opener = document.activeElement;
    this.element.hidden = false;
    this.input.focus();
    this.look();
  }

  close() {
    this.element.hidden = true;
    this.answered.clear();
    this.point([]);
    this.opener?.focus();
  }

  async ask() {
    const question = this.input.value.trim();
    if (!question) return;
    replace(this.list);
    say(this.found, "");
    this.send.ariaBusy = "true";
    await this.answered.ask(question);
    this.send.ariaBusy = "false";
  }

  look() {
    this.answered.clear();
    const wanted = plain(this.input.value.trim());
    const said = [...this.app.state.said.values()].filter((one) => one.text && !one.struck);
    const found = wanted ? said.filter((one) => plain(one.text).includes(wanted)) : [];
    say(this.found, wanted ? count(found.length, "{n} place", "{n} places") : "");
    replace(this.list, ...found.slice(-MOST).reverse().map((one) => el("li", {}, this.row(one, wanted))));
  }

  row(said, wanted) {
    const person = whose(this.app.state, said);
    return el("button", { type: "button", className: `hit ${person.role}`, onclick: () => this.point([said.id]) },
      el("span", { className: "time" }, clock(said.start)), el("span", { className: "name" }, person.name),
      el("span", { className: "hit-text" }, ...marked(said.text, wanted)));
  }
}

/** The text with each place of `wanted` marked. */
function marked(text, wanted) {
  const parts = [];
  const searched = plain(text);
  let from = 0;
  for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), el("mark", {}, text.slice(at, at + wanted.length)));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}

/** Without case and accents, letter for letter. */
function plain(text) {
  return Array.from(text, (letter) => letter.normalize("NFD")[0].toLowerCase()[0]).join("");
}
