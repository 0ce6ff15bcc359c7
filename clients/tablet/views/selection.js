// What was tapped in the words, and what can be done with it: whose words these are, set right, taken back.

import { el, replace, say } from "../dom.js";
import { voices } from "../people.js";
import { count, t } from "../text.js";
import { strikeThese } from "./strike.js";
import { ask, swatch } from "./who.js";

export class Selection {
  /** `words()` is the list in which a chosen utterance is corrected. `after` the session nothing is taken back. */
  constructor(app, words, after = false) {
    this.app = app;
    this.words = words;
    this.may = () => true;
    this.ids = new Set();
    this.onchange = () => {};
    this.count = el("p", { role: "status" });
    this.people = el("div", { className: "chips", role: "group", "aria-label": t("Who said it") });
    this.correct = el("button", { type: "button", onclick: () => this.write() }, t("Correct"));
    this.who = el("button", { type: "button", onclick: () => this.rename() }, t("Who is this?"));
    this.element = el("div", { className: "selection", role: "group", "aria-label": t("Chosen words"), hidden: true },
      this.people,
      el("div", { className: "deeds" }, this.count, el("span", { className: "space" }),
        after ? null : el("button", { type: "button", onclick: () => this.strike() }, t("Take back")),
        this.who, this.correct,
        el("button", { type: "button", className: "quiet", onclick: () => this.clear() }, t("Done"))));
  }

  toggle(id) {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.changed();
  }

  clear() {
    const [first] = this.ids;
    const within = this.element.contains(document.activeElement);
    this.ids.clear();
    if (within) this.words().focus(first); // from where it was chosen one goes on
    this.changed();
  }

  /** What was struck meanwhile is chosen no more. */
  keep(ids) {
    const before = this.ids.size;
    for (const id of this.ids) if (!ids.has(id)) this.ids.delete(id);
    if (this.ids.size !== before) this.changed();
  }

  changed() {
    const number = this.ids.size;
    this.element.hidden = !number;
    say(this.count, number ? count(number, "{n} chosen", "{n} chosen") : "");
    this.count.classList.toggle("unseen", number < 2);
    this.who.hidden = this.labels().size !== 1;
    this.correct.hidden = number !== 1;
    replace(this.people, ...(number ? this.others() : []));
    this.people.hidden = !this.people.children.length;
    this.onchange();
  }

  labels() {
    return new Set([...this.ids].map((id) => this.app.state.said.get(id)?.speaker));
  }

  /** The voices that the chosen words don't belong to yet. */
  others() {
    const theirs = this.labels();
    return voices(this.app.state).filter((voice) => theirs.size > 1 || !theirs.has(voice.label)).map((voice) =>
      el("button", { type: "button", className: `voice ${voice.role}`, onclick: () => this.assign(voice.label) },
        swatch(), el("span", { className: "name" }, t("{name} said this", voice))));
  }

  async assign(speaker) {
    if (await this.app.ask({ do: "assign", utterances: [...this.ids], speaker, session: this.app.state.session })) this.clear();
  }

  write() {
    const [id] = this.ids;
    this.clear();
    this.words().correct(id);
  }

  async strike() {
    if (await strikeThese(this.app, new Set(this.ids))) this.clear();
  }

  async rename() {
    const [label] = this.labels();
    await ask(this.app, voices(this.app.state).find((voice) => voice.label === label));
    this.clear();
  }
}
