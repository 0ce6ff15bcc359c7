// The risk ledger: quiet, and always in view. What was said, by whom and when; never a judgement.

import { clock, el, replace } from "../dom.js";
import { RISKS, STATUSES } from "../names.js";
import { whose } from "../people.js";
import { t } from "../text.js";

const FIRST = ["present", "passive"]; // never below what is out of sight when there is much

export class Risk {
  constructor(app, point) {
    this.app = app;
    this.point = point;
    this.list = el("ul", {});
    this.element = el("section", { className: "risk", "aria-label": t("Safety"), "aria-live": "polite" },
      el("h3", {}, t("Safety")), this.list);
  }

  draw() {
    const { risks } = this.app.state;
    const key = risks.map((risk) => this.origin(risk)).join();
    if (risks === this.drawn && key === this.key) return;
    this.drawn = risks;
    this.key = key;
    this.element.classList.toggle("present", risks.some((risk) => risk.status === "present" || risk.status === "passive"));
    replace(this.list, ...(risks.length ? ordered(risks).map((risk) => this.item(risk)) : [el("li", { className: "muted" }, t("Nothing was mentioned"))]));
  }

  item(risk) {
    return el("li", {}, el("button", { type: "button", className: "risk-item", onclick: () => this.point(risk.utterances) },
      el("span", { className: "kind" }, RISKS[risk.kind] ?? risk.kind),
      el("span", { className: `status ${risk.status}` }, STATUSES[risk.status] ?? risk.status),
      el("span", { className: "origin" }, this.origin(risk))));
  }

  /** Who said it, and when: of what answers the question, the last one. */
  origin(risk) {
    const said = this.app.state.said.get(risk.utterances.at(-1));
    return said ? `${whose(this.app.state, said).name} ${clock(said.start)}` : "";
  }
}

function ordered(risks) {
  const first = (risk) => FIRST.includes(risk.status);
  return [...risks.filter(first), ...risks.filter((risk) => !first(risk))];
}
