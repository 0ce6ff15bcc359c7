// A room that hears through a tablet, and no tablet that listens.

import { el } from "../dom.js";
import { t } from "../text.js";

const SILENT_MS = 3000; // levels come five times a second while anything is heard, silence too

export class Ear {
  constructor(app) {
    this.app = app;
    this.since = performance.now();
    this.element = el("div", { className: "ear", role: "status", hidden: true },
      el("p", {}, el("strong", {}, t("No sound reaches this room.")), ` ${t("It hears through a tablet's microphone.")}`),
      el("button", { type: "button", className: "primary", onclick: () => app.microphone.open() }, t("Use this tablet")));
  }

  draw() {
    const { hears, status, leveled, microphone, state } = this.app;
    const waits = hears === "tablet" && status === "live" && state.state?.state === "live" && !microphone.on;
    if (!waits) this.since = performance.now();
    this.element.hidden = !waits || performance.now() - Math.max(leveled, this.since) < SILENT_MS;
  }
}
