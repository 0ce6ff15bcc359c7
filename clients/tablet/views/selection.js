// What was tapped in the words, and what can be done with it.

import { el, say } from "../dom.js";
import { voices } from "../people.js";
import { strikeThese } from "./strike.js";
import { ask } from "./who.js";

export class Selection {
  constructor(app) {
    this.app = app;
    this.ids = new Set();
    this.onchange = () => {};
    this.count = el("p", { role: "status" });
    this.who = el("button", { type: "button", onclick: () => this.rename() }, "Who is this?");
    this.element = el("div", { className: "selection", role: "group", "aria-label": "Chosen words", hidden: true },
      this.count,
      el("button", { type: "button", onclick: () => this.strike() }, "Take back"),
      this.who,
      el("button", { type: "button", className: "quiet", onclick: () => this.clear() }, "Done"));
  }

  toggle(id) {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.changed();
  }

  clear() {
    this.ids.clear();
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
    say(this.count, number ? `${number} chosen` : "");
    this.who.hidden = this.labels().size !== 1;
    this.onchange();
  }

  labels() {
    return new Set([...this.ids].map((id) => this.app.state.said.get(id)?.speaker));
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
