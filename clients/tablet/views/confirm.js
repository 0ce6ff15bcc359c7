// A question before something that can't be undone.

import { el } from "../dom.js";

/** Resolves true when the person said yes. */
export function confirm({ question, detail, yes, no = "Cancel", danger = false }) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { "aria-labelledby": "question", onclose: () => { resolve(dialog.returnValue === "yes"); dialog.remove(); } },
      el("form", { method: "dialog" },
        el("h2", { id: "question" }, question),
        el("p", {}, detail),
        el("div", { className: "choices" },
          el("button", { value: "no", className: "large" }, no),
          el("button", { value: "yes", className: danger ? "danger large" : "primary large" }, yes))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
