// The risk ledger: quiet, and always in view. What was said, by whom and when; never a judgement.

import { clock, el, replace } from "../dom.js";
import { RISKS, STATUSES } from "../names.js";
import { whose } from "../people.js";
import { t } from "../text.js";

const FIRST = ["present", "passive"]; // never below what is out of sight when there is much
const TOGETHER = ["asked", "denied"]; // one question is often about several kinds: one line, and room for the note

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
    replace(this.list, ...(risks.length ? grouped(ordered(risks)).map((group) => this.item(group)) : [el("li", { className: "muted" }, t("Nothing was mentioned"))]));
  }

  /** `group` is what was said in one way, of one kind or in one answer; the last of it stands for all. */
  item(group) {
    const risk = group.at(-1);
    const kinds = [...new Set(group.map((one) => one.kind))];
    const times = group.length / kinds.length;
    const cites = [...new Set(group.flatMap((one) => one.utterances))];
    return el("li", {}, el("button", { type: "button", className: "risk-item", onclick: () => this.point(cites) },
      ...kinds.map((kind) => el("span", { className: "kind" }, RISKS[kind] ?? kind)),
      el("span", { className: `status ${risk.status}` }, STATUSES[risk.status] ?? risk.status),
      el("span", { className: "origin" }, this.origin(risk)),
      times > 1 ? el("span", { className: "origin" }, t("{n} times", { n: times })) : null));
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

/** Mentions of the same kind and status together, and kinds that were asked about or denied in the same breath; in the
 * order of their first. */
function grouped(risks) {
  const kinds = together(risks.map((risk) => [risk]), ([risk]) => `${risk.kind} ${risk.status}`);
  return together(kinds, (group) => TOGETHER.includes(group[0].status)
    ? `${group[0].status} ${group.map((risk) => risk.utterances.at(-1))}` : `${group[0].kind} ${group[0].status}`);
}

/** Groups of the same key, joined. */
function together(groups, key) {
  const joined = new Map();
  for (const group of groups) joined.set(key(group), [...(joined.get(key(group)) ?? []), ...group]);
  return [...joined.values()];
}
