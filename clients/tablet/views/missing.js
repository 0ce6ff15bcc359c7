// What a progress note must carry and this session did not give. Named, never invented.

import { el, replace } from "../dom.js";
import { t } from "../text.js";

export class Missing {
  constructor(app) {
    this.app = app;
    this.list = el("ul", {});
    this.element = el("section", { className: "missing", "aria-label": t("Not in this note"), hidden: true }, el("h3", {}, t("Not in this note")), this.list);
  }

  draw() {
    const { note } = this.app.state;
    if (note === this.drawn) return;
    this.drawn = note;
    const missing = note?.final ? note.missing : [];
    this.element.hidden = !missing.length;
    replace(this.list, ...missing.map((one) => el("li", {}, one.text)));
  }
}
