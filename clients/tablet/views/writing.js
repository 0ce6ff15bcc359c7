// A text to be written or changed in its place: Enter or a tap elsewhere keeps it, Escape gives it up. What was typed is
// never lost in between: while it can't be kept it stays where it is, and says why.

import { el, say } from "../dom.js";
import { t } from "../text.js";

const LEFT_MS = 60000; // written and then left alone: kept by itself, long before an unused tablet locks

export class Writing {
  /** `save(text)` resolves "" when it was kept, else why not; then, and when it is given up, `done()` is called.
   *  `elsewhere`: a tap beside it keeps it as well, where what was kept can be taken back. */
  constructor({ label, text = "", save, done, elsewhere = false }) {
    Object.assign(this, { text, save, done });
    this.open = true;
    this.conflict = false; // somebody else was first: only the person's own word goes over theirs
    this.keeping = null; // its promise, while the room has not answered
    this.area = el("textarea", { className: "correcting", value: text, rows: Math.max(2, Math.ceil(text.length / 60)), "aria-label": label, oninput: () => this.wait() });
    this.wrong = el("p", { className: "message", role: "alert" });
    this.element = el("form", {
      className: "correction", onkeydown: (event) => this.key(event), onclick: (event) => event.stopPropagation(),
      onsubmit: (event) => { event.preventDefault(); this.insist(); },
    }, this.area, this.wrong, el("div", { className: "deeds" },
      el("button", { type: "submit", className: "primary" }, t("Save")),
      el("button", { type: "button", onclick: () => this.close() }, t("Cancel"))));
    if (elsewhere) this.heedTaps();
  }

  get written() { return this.area.value.trim(); }

  /** Something is written here that is not kept yet. */
  get unsaved() { return this.open && this.written !== "" && this.written !== this.text.trim(); }

  /** Resolves true when nothing is open here any more. Asked twice before the room answered, it is kept once. */
  keep() {
    this.keeping ??= this.kept().finally(() => { this.keeping = null; });
    return this.keeping;
  }

  /** As `keep`, and over what somebody else wrote meanwhile. */
  insist() {
    this.conflict = false;
    return this.keep();
  }

  async kept() {
    if (this.unsaved && this.conflict) return false;
    if (this.unsaved) {
      this.area.readOnly = true; // what is typed now would not be in what is kept
      const why = await this.save(this.written);
      this.area.readOnly = false;
      say(this.wrong, why && t("Not saved yet, and still here. {why}", { why }));
      if (why) return false;
    }
    this.close();
    return true;
  }

  close() {
    if (!this.open) return;
    this.open = false;
    clearTimeout(this.timer);
    this.done();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.element.isConnected && this.unsaved) this.keep(); }, LEFT_MS);
  }

  key(event) {
    event.stopPropagation(); // arrows move in the text, not in the list
    if (event.isComposing) return; // Enter and Escape belong to the keyboard that is still making a word of it
    if (event.key === "Escape") this.close();
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.insist(); }
  }

  /** On the click and not before: what it is meant for must still be there when the finger is lifted. */
  heedTaps() {
    const tapped = (event) => {
      if (!this.open || !this.element.isConnected) document.removeEventListener("click", tapped, true);
      else if (!this.element.contains(event.target)) this.keep();
    };
    setTimeout(() => document.addEventListener("click", tapped, true)); // not by the tap that opened it
  }
}

/** Keep all of these. Resolves true when none is left; else the first that is stands where the person looks next. */
export async function settled(forms) {
  for (const form of forms) {
    if (await form.keep()) continue;
    form.area.focus();
    return false;
  }
  return true;
}

/** The page is about to show something else: what can't be kept is told, so that it can be written again. `elsewhere`:
 *  another session is heard by now, which would take it for its own. */
export async function leave(app, forms, { elsewhere = false } = {}) {
  for (const form of forms) {
    if (form.unsaved && (elsewhere || !await form.keep())) tellUnsaved(app, form.written);
  }
}

/** What is written in `area` and then left alone is kept as what is written in a form is. */
export function keepWhenLeft(area, keep) {
  let timer = 0;
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (area.isConnected && area.value.trim()) keep(); }, LEFT_MS);
  });
}

export function tellUnsaved(app, text) {
  app.tell("error unsaved", t("This was not saved: “{text}”", { text }));
}
