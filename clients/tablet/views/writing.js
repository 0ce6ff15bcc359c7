// A text to be written or changed in its place: Enter or a tap elsewhere keeps it, Escape gives it up.

import { el } from "../dom.js";
import { t } from "../text.js";

/** `save(text)` resolves true when it was kept; then, and when it is given up, `done()` is called. `elsewhere`: a tap
 *  beside it keeps it as well, where what was kept can be taken back. */
export function writing({ label, text = "", save, done, elsewhere = false }) {
  const area = el("textarea", { className: "correcting", value: text, rows: Math.max(2, Math.ceil(text.length / 60)), "aria-label": label });
  let keeping = false; // Enter and a tap beside it, before the room answered, keep it once
  const keep = async () => {
    if (keeping) return;
    keeping = true;
    const written = area.value.trim();
    if (!written || written === text || await save(written)) done();
    keeping = false;
  };
  const key = (event) => {
    event.stopPropagation(); // arrows move in the text, not in the list
    if (event.isComposing) return; // Enter and Escape belong to the keyboard that is still making a word of it
    if (event.key === "Escape") done();
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); keep(); }
  };
  const form = el("form", {
    className: "correction", onkeydown: key, onclick: (event) => event.stopPropagation(),
    onsubmit: (event) => { event.preventDefault(); keep(); },
  }, area, el("div", { className: "deeds" },
    el("button", { type: "submit", className: "primary" }, t("Save")),
    el("button", { type: "button", onclick: done }, t("Cancel"))));
  if (elsewhere) whenTappedBeside(form, keep);
  return form;
}

/** On the click and not before: what it is meant for must still be there when the finger is lifted. */
function whenTappedBeside(form, keep) {
  const tapped = (event) => {
    if (form.isConnected && form.contains(event.target)) return;
    document.removeEventListener("click", tapped, true);
    if (form.isConnected) keep();
  };
  setTimeout(() => document.addEventListener("click", tapped, true)); // not by the tap that opened it
}
