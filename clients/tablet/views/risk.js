// The risk ledger: quiet, and always in view. What was said, never a judgement.

import { el, replace } from "../dom.js";
import { title } from "../state.js";

const STATUS = {
  asked: "asked", denied: "denied", present: "mentioned", passive: "passive",
  historical: "in the past", third_party: "about somebody else",
};

export class Risk {
  constructor(app, point) {
    this.app = app;
    this.point = point;
    this.list = el("ul", {});
    this.element = el("section", { className: "risk", "aria-label": "Safety", "aria-live": "polite" },
      el("h3", {}, "Safety"), this.list);
  }

  draw() {
    const { risks } = this.app.state;
    if (risks === this.drawn) return;
    this.drawn = risks;
    this.element.classList.toggle("present", risks.some((risk) => risk.status === "present" || risk.status === "passive"));
    replace(this.list, ...(risks.length ? risks.map((risk) => this.item(risk)) : [el("li", { className: "muted" }, "Nothing mentioned so far")]));
  }

  item(risk) {
    return el("li", {}, el("button", { type: "button", className: "risk-item", onclick: () => this.point(risk.utterances) },
      el("span", { className: "kind" }, title(risk.kind)), el("span", { className: `status ${risk.status}` }, STATUS[risk.status] ?? risk.status)));
  }
}
