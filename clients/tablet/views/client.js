// For the client's eyes: the summary and nothing else. Where the room has people, leaving it asks for the PIN.

import { NOT_NOW } from "../asking.js";
import { el, replace, say } from "../dom.js";
import { refused, t } from "../text.js";

export class ClientView {
  constructor(app) {
    this.app = app;
    this.body = el("div", { className: "client-body" });
    this.element = el("main", { className: "client-view" }, this.body,
      el("footer", { className: "controls" }, this.why = el("p", { className: "message", role: "status" }), el("button", { type: "button", className: "large", onclick: () => this.done() }, t("Done"))));
    this.load();
  }

  async load() {
    const answer = await this.app.ask({ do: "summary", session: this.app.apart.session });
    if (!answer) return this.app.leaveApart();
    return replace(this.body, el("h1", { tabIndex: -1 }, t("Our session")), ...(answer.sections.length
      ? answer.sections.map((section) => el("section", {}, el("h2", {}, section.title), el("ul", {}, ...section.statements.map((text) => el("li", {}, text)))))
      : [el("p", { className: "muted" }, t("There is nothing to show yet."))]));
  }

  /** The room locks first: until it has, nothing else is shown to whoever holds the tablet. */
  done() {
    if (!this.app.person) this.app.leaveApart();
    else if (!this.app.connection.lock()) say(this.why, refused(NOT_NOW));
  }

  draw() {
    if (this.app.status === "live") say(this.why, "");
  }
}
