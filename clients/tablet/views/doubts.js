// Words that two hearings disagree on: each as it was written, to be heard once more before the note is signed.

import { clock, el, replace } from "../dom.js";
import { around } from "../sound/player.js";
import { t } from "../text.js";
import { doubtful } from "./words.js";

export class Doubts {
  /** `point(ids)` lights up the utterance among the words, where it is set right. */
  constructor(app, desk, point) {
    this.app = app;
    this.desk = desk;
    this.point = point;
    this.heard = new Set(); // ids that were listened to, on this page
    this.drawn = "";
    this.list = el("ul", {});
    this.element = el("section", { className: "first-part doubts", "aria-label": t("Heard in two ways"), hidden: true },
      el("div", { className: "section-head" }, el("h3", {}, t("Heard in two ways")), el("span", { className: "space" }),
        this.all = el("button", { type: "button", className: "small", onclick: () => this.listenToAll() }, t("Listen to all"))), this.list);
  }

  /** Unclear, and neither set right nor listened to. */
  get open() {
    const unclear = (said) => said.complete && !said.struck && !said.corrected && said.words.some((word) => word.unclear);
    return [...this.app.state.said.values()].filter((said) => unclear(said) && !this.heard.has(said.id)).sort((a, b) => a.start - b.start);
  }

  /** `may`: the note can still be worked on. */
  draw(may) {
    const open = may ? this.open : [];
    const key = JSON.stringify(open.map((said) => [said.id, said.text]));
    this.all.hidden = open.length < 2 && this.desk.player.button !== this.all; // it is what stops the last one
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.hidden = !open.length;
    replace(this.list, ...open.map((said) => this.row(said)));
  }

  row(said) {
    const time = clock(said.start);
    const row = el("li", { className: "row" }, el("p", {}, ...doubtful(said.words)),
      el("button", { type: "button", "aria-label": t("Listen at {time}", { time }), onclick: (event) => this.listen(event.currentTarget, said) }, t("Listen")));
    row.dataset.doubt = said.id;
    return row;
  }

  async listen(button, said) {
    this.point([said.id]);
    if (!await this.desk.player.play(button, around(said))) return false;
    this.heard.add(said.id);
    this.app.redraw();
    return true;
  }

  /** One after the other; each goes when it was heard. */
  async listenToAll() {
    for (const said of this.open) if (!await this.listen(this.all, said)) break;
    this.app.redraw();
  }
}
