// Between loading the page and the room's first answer.

import { el } from "../dom.js";
import { t } from "../text.js";

export class WaitView {
  constructor() {
    this.element = el("main", { className: "pair" }, el("p", { className: "muted", role: "status" }, t("Connecting to the room…")));
  }
}
