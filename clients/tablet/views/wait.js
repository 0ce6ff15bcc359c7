// Between loading the page and the room's first answer.

import { el } from "../dom.js";

export class WaitView {
  constructor() {
    this.element = el("main", { className: "pair" }, el("p", { className: "muted", role: "status" }, "Connecting to the room…"));
  }
}
