// The goals of the plan: each lights up once something that was said belongs to it.

import { el, replace } from "../dom.js";
import { count, t } from "../text.js";

export class Goals {
  /** `point(ids)` lights up the words that a goal's evidence rests on. */
  constructor(app, point) {
    this.app = app;
    this.point = point;
    this.list = el("ul", {});
    this.element = el("section", { className: "goals", "aria-label": t("Goals"), hidden: true }, this.list);
  }

  draw() {
    const { goals, evidence } = this.app.state;
    const touched = goals.map((goal) => [goal, [...evidence.values()].filter((found) => found.goal === goal.id)]);
    const key = touched.map(([goal, found]) => `${goal.id} ${found.length}`).join();
    this.element.hidden = !goals.length;
    if (key === this.drawn) return;
    this.drawn = key;
    replace(this.list, ...touched.map(([goal, found]) => el("li", {}, this.goal(goal, found))));
  }

  goal(goal, found) {
    const cites = [...new Set(found.flatMap((one) => one.utterances))];
    return el("button", {
      type: "button", className: `goal${found.length ? " lit" : ""}`, disabled: !found.length, onclick: () => this.point(cites),
    }, el("span", { className: "lamp", "aria-hidden": "true" }), el("span", { className: "goal-text" }, goal.text),
      el("span", { className: "times" }, found.length ? count(found.length, "{n} mention", "{n} mentions") : t("not yet")));
  }
}
