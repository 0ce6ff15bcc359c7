// Setting right what was written of an utterance, in its place.

import { el } from "../dom.js";
import { t } from "../text.js";

/** The form that stands in for the text of `said`; `done()` when it is saved or given up. */
export function correcting(app, said, done) {
  const text = el("textarea", { className: "correcting", value: said.text, rows: Math.ceil(said.text.length / 60), "aria-label": t("What was said") });
  const save = async () => {
    const corrected = text.value.trim();
    if (corrected && corrected !== said.text && !await app.ask({ do: "correct", utterance: said.id, text: corrected })) return;
    done();
  };
  const key = (event) => {
    event.stopPropagation(); // arrows move in the text, not in the list
    if (event.key === "Escape") done();
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
  };
  return el("form", {
    className: "correction", onkeydown: key, onclick: (event) => event.stopPropagation(),
    onsubmit: (event) => { event.preventDefault(); save(); },
  }, text, el("div", { className: "deeds" },
    el("button", { type: "submit", className: "primary" }, t("Save")),
    el("button", { type: "button", onclick: done }, t("Cancel"))));
}
