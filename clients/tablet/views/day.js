// The day: today's sessions, and earlier ones whose note waits for a signature.

import { el, replace, say } from "../dom.js";
import { STATES } from "../names.js";
import { once } from "../once.js";
import { count, t } from "../text.js";
import { firstHalf, merge } from "./halves.js";
import { Lost } from "./lost.js";

const DONE = ["signed", "amended"];
const WAITING = ["draft", "reviewed"];
const READABLE = ["draft", "reviewed", "signed", "amended"];

export class DayView {
  constructor(app) {
    this.app = app;
    this.lost = new Lost(app);
    this.today = el("ul", { className: "day" });
    this.backlog = el("ul", { className: "day" });
    this.waiting = el("p", { className: "muted", role: "status" });
    this.element = el("main", { className: "start days" }, this.lost.element,
      el("header", { className: "plain" },
        el("h1", { tabIndex: -1 }, t("Today")), this.waiting, el("span", { className: "space" }),
        el("button", { type: "button", className: "primary", onclick: () => app.go("start") }, t("New session"))),
      el("section", { className: "card", "aria-label": t("Today") }, this.today),
      this.earlier = el("section", { className: "card", "aria-labelledby": "backlog" }, el("h2", { id: "backlog" }, t("Waiting for your signature")), this.backlog));
    this.again = once(() => this.load());
  }

  async load() {
    const answer = await this.app.ask({ do: "sessions" });
    this.told = Boolean(answer) || !this.app.unreachable; // else it is asked again when there is a connection
    if (!answer) return;
    const today = answer.sessions.filter((row) => row.today);
    const earlier = answer.sessions.filter((row) => !row.today && READABLE.includes(row.state));
    const unsigned = [...today, ...earlier].filter((row) => !DONE.includes(row.state)).length;
    say(this.waiting, unsigned ? count(unsigned, "{n} note is not signed", "{n} notes are not signed") : t("Everything is signed"));
    this.earlier.hidden = !earlier.length;
    this.rows = answer.sessions;
    replace(this.today, ...(today.length ? today.map((row) => this.row(row)) : [el("li", { className: "muted" }, t("No session yet today."))]));
    replace(this.backlog, ...earlier.map((row) => this.row(row)));
  }

  row(row) {
    const begun = new Date(row.started_at ?? row.created_at);
    const when = row.today ? begun.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) : begun.toLocaleDateString([], { dateStyle: "medium" });
    return el("li", {}, el("button", { type: "button", className: "session-row", disabled: !READABLE.includes(row.state), onclick: () => this.app.open(row.id) },
      el("span", { className: "time" }, when), el("span", { className: "who-row" }, row.client || t("No name")),
      el("span", { className: "muted" }, row.format), el("span", { className: "space" }),
      row.overdue ? el("span", { className: "flag" }, t("overdue")) : null,
      el("span", { className: `state${WAITING.includes(row.state) ? " waits" : ""}` }, STATES[row.state] ?? row.state)),
      this.half(row));
  }

  /** The way to make this session one with the one before it. */
  half(row) {
    const first = this.app.person?.role !== "viewer" && firstHalf(row, this.rows);
    if (!first) return null;
    const time = new Date(first.started_at ?? first.created_at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    return el("button", { type: "button", className: "quiet half", onclick: async () => {
      if (await merge(this.app, first, row)) this.app.open(first.id);
    } }, t("Belongs to the session at {time}", { time }));
  }

  draw() {
    if (!this.told && this.app.status === "live") this.again();
    this.lost.draw();
  }
}
