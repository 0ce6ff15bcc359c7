// A question before something that can't be undone.

import { el } from "../dom.js";
import { goTo, place } from "../focus.js";
import { t } from "../text.js";

/** Resolves true when the person said yes. `body` is shown between the question and the answers. */
export function confirm({ question, detail, body = null, yes, no = t("Cancel"), danger = false }) {
  return show((dialog) => el("form", { method: "dialog" },
    el("h2", { id: "question" }, question),
    el("p", {}, detail),
    body,
    el("div", { className: "choices" },
      el("button", { value: "", className: "large" }, no),
      el("button", { value: "yes", className: danger ? "danger large" : "primary large" }, yes)))).then(Boolean);
}

/** A dialog with what `make(dialog)` returns. Resolves with the value it is closed with; "" when it was dismissed. */
export function show(make, kind = "") {
  if (document.querySelector("dialog[open]")) return Promise.resolve(""); // asked twice by a finger that tapped twice
  return new Promise((resolve) => {
    const before = place(document.activeElement);
    const dialog = el("dialog", {
      className: kind,
      "aria-labelledby": "question",
      onclick: (event) => { if (event.target === dialog && !written(dialog)) dialog.close(""); }, // beside it
      onclose: () => {
        resolve(dialog.returnValue);
        if (!dialog.isConnected) return; // the page it was asked on is gone
        dialog.remove();
        goTo(before);
      },
    });
    dialog.append(make(dialog));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The page belongs to somebody else, or to another session, from now on: nothing of a dialog stays, and nothing comes of it. */
export function dismissAll() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.replaceChildren();
    dialog.remove();
    dialog.close("");
  }
}

/** What was typed goes with no tap that only went beside it. */
function written(dialog) {
  return [...dialog.querySelectorAll("textarea")].some((area) => area.value.trim());
}
