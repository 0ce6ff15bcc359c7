// The connection is gone: what that means, and what still works.

import { el, say } from "../dom.js";

const MEANS = {
  live: "The room goes on listening and keeps every word; what you miss appears here. Pause and Stop are sent as soon as it is back.",
  paused: "The room stays off the record. Resume when the connection is back.",
  ended: "The room goes on writing the note.",
};
const ELSE = "What is on this screen stays readable.";

export class Lost {
  constructor(app) {
    this.app = app;
    this.element = el("div", { className: "lost-banner", role: "status" }, this.what = el("strong", {}), this.means = el("span", {}));
  }

  draw() {
    const lost = this.app.status !== "live";
    this.element.classList.toggle("shown", lost);
    say(this.what, lost ? "Connection lost. Trying again…" : "");
    say(this.means, lost ? MEANS[this.app.state.state?.state] ?? ELSE : "");
  }
}
