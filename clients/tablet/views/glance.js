// For use in front of the client: a dot, the time, pause. Nothing that was said can be read on it.

import { clock, el, say } from "../dom.js";
import { t } from "../text.js";

export class Glance {
  /** `leave()` goes back to the whole page. */
  constructor(app, leave) {
    this.app = app;
    this.element = el("section", { className: "glance", hidden: true, "aria-label": t("Glance") },
      el("span", { className: "dot", "aria-hidden": "true" }),
      this.time = el("time", { className: "elapsed", role: "timer", "aria-live": "off", "aria-label": t("Elapsed time") }),
      this.state = el("p", { role: "status" }),
      el("button", { type: "button", className: "quiet", onclick: leave }, t("Show the page")));
  }

  draw() {
    const { state, status } = this.app;
    const lost = status !== "live";
    this.element.className = `glance${lost ? " lost" : ""}`;
    say(this.time, clock(this.app.elapsed()));
    say(this.state, lost ? t("Not connected") : "");
  }
}
