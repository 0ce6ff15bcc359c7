// What an administrator sees: the room, and that sessions are not theirs to see.

import { el, say } from "../dom.js";
import { t } from "../text.js";

export class OfficeView {
  constructor(app) {
    this.app = app;
    this.element = el("main", { className: "pair" },
      el("section", { className: "card" },
        this.room = el("h1", { tabIndex: -1 }),
        this.state = el("p", { role: "status" }),
        el("p", { className: "muted" }, t("Sessions are shown to clinicians. Devices and people are looked after on the device's console: scribe devices, scribe people.")),
        el("button", { type: "button", onclick: () => app.connection.lock() }, t("Lock"))));
  }

  draw() {
    say(this.room, this.app.room);
    say(this.state, this.app.status === "live" ? t("Connected") : t("Not connected"));
  }
}
