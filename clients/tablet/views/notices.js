// Short messages about the machine. Errors stay until they are dismissed, the rest goes by itself and can be read again.

import { clock, el, say } from "../dom.js";
import { count, t } from "../text.js";
import { show } from "./confirm.js";

const SHOWN_MS = { info: 4000, warning: 8000 };
const MOST = 3;

export class Notices {
  constructor(element) {
    this.element = element;
    this.known = new Set();
  }

  /** A snapshot's notices were shown when they were new: nobody is told again. */
  loaded(state) {
    this.known = new Set(state.notices.map((notice) => notice.seq));
  }

  seen(state) {
    for (const notice of state.notices) {
      if (this.known.has(notice.seq)) continue;
      this.known.add(notice.seq);
      this.show(notice.level, t(notice.text));
    }
  }

  show(level, text) {
    if ([...this.element.children].some((toast) => toast.firstChild.textContent === text)) return;
    const toast = el("div", { className: `toast ${level}` }, el("p", {}, text),
      el("button", { type: "button", className: "quiet", "aria-label": t("Dismiss"), onclick: () => toast.remove() }, "✕"));
    this.element.append(toast);
    const may = this.element.querySelectorAll(".toast:not(.unsaved)"); // those hold the only copy of what was written
    if (may.length > MOST) (this.element.querySelector(".toast:not(.error)") ?? may[0]).remove();
    if (SHOWN_MS[level]) setTimeout(() => toast.remove(), SHOWN_MS[level]);
  }

  clear() {
    this.known.clear();
    this.element.replaceChildren();
  }
}

/** The way back to what was told earlier. */
export class Told {
  constructor(app) {
    this.app = app;
    this.element = el("button", { type: "button", className: "quiet told", hidden: true, onclick: () => this.open() });
  }

  draw() {
    const { notices } = this.app.state;
    this.element.hidden = !notices.length;
    this.element.classList.toggle("warn", notices.some((notice) => notice.level !== "info"));
    say(this.element, count(notices.length, "{n} message", "{n} messages"));
  }

  open() {
    const rows = this.app.state.notices.map((notice) => el("li", { className: notice.level },
      el("span", { className: "time" }, clock(notice.at)), el("span", {}, t(notice.text))));
    return show(() => el("form", { method: "dialog" },
      el("h2", { id: "question" }, t("Messages of this session")),
      el("ul", { className: "told-list" }, ...rows.reverse()),
      el("div", { className: "choices" }, el("button", { className: "large", value: "" }, t("Close")))));
  }
}
