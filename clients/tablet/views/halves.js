// Two halves of an interrupted session: one note of both, and two again.

import { clock, el, replace } from "../dom.js";
import { t } from "../text.js";
import { confirm } from "./confirm.js";

const WAITING = ["draft", "reviewed"];
const LONGEST_APART_MS = 12 * 3600 * 1000; // as the room has it
const begun = (row) => Date.parse(row.started_at ?? row.created_at);

/** The session that this one may be the other half of: the same client's, the one before, the same day, both unsigned. */
export function firstHalf(row, rows) {
  if (!row.client || !WAITING.includes(row.state)) return undefined;
  return rows.filter((each) => each.client === row.client && WAITING.includes(each.state)
    && begun(each) < begun(row) && begun(row) - begun(each) <= LONGEST_APART_MS).sort((a, b) => begun(b) - begun(a))[0];
}

/** Ask, and merge. True when it was done. */
export async function merge(app, first, second) {
  const yes = await confirm({
    question: t("One session, interrupted?"),
    detail: t("The note is made anew of both halves, and what you wrote stays. Both records are kept; you can part them again until you sign."),
    yes: t("Merge them"),
  });
  return yes && Boolean(await app.ask({ do: "merge", session: first.id, other: second.id }));
}

/** In the review: that this note is of two halves, and the way back. */
export class Halves {
  constructor(app, desk) {
    this.app = app;
    this.desk = desk;
    this.shown = null;
    this.element = el("div", { className: "halves", hidden: true });
  }

  draw(may) {
    const { merged } = this.app.state;
    if (merged === this.shown && may === this.could) return;
    this.shown = merged;
    this.could = may;
    this.element.hidden = !merged.length;
    replace(this.element, el("p", {}, t("One session of {n} halves", { n: merged.length + 1 })),
      ...(may ? merged.map((each) => el("button", { type: "button", className: "quiet small", onclick: () => this.part(each) },
        t("Part them at {time}", { time: clock(each.offset) }))) : []));
  }

  async part({ other }) {
    const yes = await confirm({
      question: t("Two sessions after all?"), detail: t("Each half has its own note again. What you wrote stays with its half."), yes: t("Part them"),
    });
    if (yes && await this.app.ask({ do: "split", session: this.desk.session, other })) this.app.open(this.desk.session);
  }
}
