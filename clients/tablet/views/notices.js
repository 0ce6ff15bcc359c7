// Short messages about the machine. Errors stay until they are dismissed, the rest goes by itself.

import { el } from "../dom.js";

const SHOWN_MS = 7000;
const MOST = 3;

export class Notices {
  constructor(element) {
    this.element = element;
    this.known = new WeakSet();
    this.first = true;
  }

  /** Show what is new; what a snapshot brought along has been there before, so only its problems matter. */
  seen(state) {
    for (const notice of state.notices) {
      if (this.known.has(notice)) continue;
      this.known.add(notice);
      this.show(notice.level, notice.text);
    }
  }

  show(level, text) {
    if ([...this.element.children].some((toast) => toast.firstChild.textContent === text)) return;
    const toast = el("div", { className: `toast ${level}` }, el("p", {}, text),
      el("button", { type: "button", className: "quiet", "aria-label": "Dismiss", onclick: () => toast.remove() }, "✕"));
    this.element.append(toast);
    while (this.element.children.length > MOST) this.element.firstChild.remove();
    if (level !== "error") setTimeout(() => toast.remove(), SHOWN_MS);
  }

  clear() {
    this.element.replaceChildren();
  }
}
