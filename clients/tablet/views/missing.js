// What a progress note must carry and this session did not give. Named, never invented: that it was not talked about is
// written with one tap, in the words that are read here, as the clinician's own statement.

import { el, replace } from "../dom.js";
import { t } from "../text.js";

/** What may be said to be missing in the words that say it here, and the sections it belongs to, by their keys. What has
 *  to be written, or stands in the chart, is not among them. */
const SAID_SO = {
  symptoms: [], functioning: [], "client location": [], response: ["response", "assessment"],
  risk: ["risk", "safety", "assessment"], homework: ["plan"], "next appointment": ["plan"],
};

export class Missing {
  /** `sections()` is the note as it reads now. */
  constructor(app, desk, sections) {
    this.app = app;
    this.desk = desk;
    this.sections = sections;
    this.drawn = "";
    this.list = el("ul", {});
    this.element = el("section", { className: "first-part missing", "aria-label": t("Not in this note"), hidden: true }, el("h3", {}, t("Not in this note")), this.list);
  }

  /** Not in the note, and the clinician has not said that it is so. `words` are asked about by themselves. */
  get open() {
    const { note } = this.app.state;
    const written = new Set(this.sections().flatMap((section) => section.statements).filter((one) => one.verdict !== "rejected").map((one) => one.text));
    return (note?.final ? note.missing : []).filter((one) => one.element !== "words" && !written.has(one.text));
  }

  /** `may`: the note can still be worked on. */
  draw(may) {
    const { open } = this;
    const key = JSON.stringify([open, may]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.hidden = !open.length;
    replace(this.list, ...open.map((one) => el("li", { className: "row" }, el("p", {}, one.text), may ? this.answer(one) : null)));
  }

  answer({ element, text }) {
    const keys = SAID_SO[element];
    if (!keys) return null;
    return el("button", {
      type: "button", "aria-label": t("Say so in the note: {text}", { text }), onclick: () => this.desk.add(this.place(keys), text),
    }, t("Say so"));
  }

  /** The first of these sections that the note has; else its first. */
  place(keys) {
    const sections = this.sections();
    return keys.map((key) => sections.find((section) => section.key === key)).find(Boolean) ?? sections[0];
  }
}
