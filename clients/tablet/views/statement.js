// One statement of the note: how it reads, what it rests on, and what can be done with it.

import { clock, el, say } from "../dom.js";
import { title } from "../names.js";
import { whose } from "../people.js";
import { whole } from "../sound/player.js";
import { refused, t } from "../text.js";
import { show } from "./confirm.js";
import { folded } from "./folding.js";

const FLAGS = { observed: t("your observation"), edited: t("edited") };

export class Statement {
  /** `note` is the Reviewed that it stands in. */
  constructor(note, section, one, pending = false) {
    this.pending = pending; // about safety, and not answered for yet: what it rests on stands below it unasked
    this.note = note;
    this.section = section;
    this.one = one;
    this.verdict = one.verdict ?? "open";
    if (section) this.element = el("li", { className: `reviewed ${this.verdict}` }, ...this.parts());
  }

  parts() {
    const { note, one } = this;
    if (note.writing === one.id) return [note.form.element];
    if (!one.cites.length && !note.open) return [el("p", { className: "statement plain" }, one.text, ...this.flags())];
    const open = note.opened === one.id;
    return [this.button(open), el("div", { id: `evidence-${one.id}`, className: "evidence", hidden: !open }, ...(open ? this.inside() : [])),
      this.pending && !open ? this.around() : null].filter(Boolean);
  }

  /** What was said around the words that it quotes, by turns, and the tap that answers for it. */
  around() {
    const turns = [];
    for (const said of this.said()) {
      const text = folded(said.text, this.one.text);
      const last = turns.at(-1);
      if (last?.said.speaker === said.speaker) last.texts.push(text);
      else turns.push({ said, texts: [text] });
    }
    return el("div", { className: "around" }, ...turns.map((turn) => this.turn(turn)),
      el("div", { className: "deeds" }, this.deed(t("Right"), () => this.note.right(this.one), "primary")));
  }

  turn({ said, texts }) {
    const person = whose(this.note.app.state, said);
    const shown = texts.join(" ").replaceAll(/…( …)+/g, "…");
    return el("blockquote", { className: person.role, title: shown.includes("…") ? t("… is quoted above") : "" },
      el("p", { className: "who" }, el("span", { className: "name" }, person.name)), el("p", {}, shown));
  }

  /** The words that it rests on, as they were said. */
  said() {
    return this.one.cites.map((id) => this.note.app.state.said.get(id)).filter((each) => each && !each.struck).sort((a, b) => a.start - b.start);
  }

  deed(text, onclick, kind = "") {
    return el("button", { type: "button", className: kind, onclick }, text);
  }

  button(open) {
    const { one } = this;
    const button = el("button", {
      type: "button", className: "statement", "aria-expanded": String(open), "aria-controls": `evidence-${one.id}`,
      onclick: () => this.note.toggle(one),
    }, el("span", { className: "reads" }, one.text), ...this.flags());
    button.dataset.statement = one.id;
    return button;
  }

  flags() {
    const { one } = this;
    const marks = one.flags.map((flag) => FLAGS[flag] ?? title(flag));
    if (one.kind === "clinician") marks.push(t("your own"));
    if (one.original) marks.push(t("edited"));
    if (this.verdict === "rejected") marks.push(t("left out"));
    const shown = [...new Set(marks)].map((mark) => el("span", { className: "flag" }, mark));
    return this.verdict === "accepted" ? [el("span", { className: "accepted-mark", role: "img", "aria-label": t("right") }, "✓"), ...shown] : shown;
  }

  /** The deeds, where the thumb is already, and the words it rests on. */
  inside() {
    const { one, note } = this;
    return [
      note.open ? this.deeds() : null,
      ...this.said().map((each) => this.quote(each)),
      one.original ? el("p", { className: "muted original" }, t("The draft said: {text}", { text: one.original })) : null,
    ].filter(Boolean);
  }

  quote(said) {
    const { note } = this;
    const person = whose(note.app.state, said);
    const listen = note.open ? el("button", {
      type: "button", className: "quiet small", "aria-label": t("Listen to {name} at {time}", { name: person.name, time: clock(said.start) }),
      onclick: (event) => note.desk.player.play(event.currentTarget, whole(said)),
    }, t("Listen")) : null;
    return el("blockquote", { className: person.role },
      el("p", { className: "who" }, el("span", { className: "name" }, person.name), el("span", { className: "time" }, clock(said.start)), listen),
      el("p", {}, said.text));
  }

  deeds() {
    const { note, one, section } = this;
    return el("div", { className: "deeds", role: "group", "aria-label": t("This statement") },
      this.verdict === "open" ? this.deed(t("Right"), () => note.right(one), "primary") : this.deed(t("Look again"), () => note.desk.reopen(one)),
      this.deed(t("Edit"), () => note.write(one.id)),
      this.verdict === "rejected" ? null : this.deed(t("Leave out"), () => this.leaveOut()),
      one.original ? this.deed(t("The draft's words"), () => note.desk.edit(one, one.original)) : null,
      el("button", { type: "button", "aria-label": t("Move up"), onclick: () => note.desk.move(section, one, -1) }, "↑"),
      el("button", { type: "button", "aria-label": t("Move down"), onclick: () => note.desk.move(section, one, 1) }, "↓"));
  }

  /** A statement of risk is left out only with a reason. */
  async leaveOut() {
    const { note, one } = this;
    if (one.kind !== "risk") {
      note.desk.reject(one);
      return;
    }
    await show((dialog) => asked(dialog, async (reason) => (await note.desk.reject(one, reason) ? "" : refused(note.app.refusal))));
  }
}

/** `leaveOut(reason)` resolves "" when it was done, else why not: then the reason stays where it was typed. */
function asked(dialog, leaveOut) {
  const reason = el("textarea", { id: "reason", rows: 3, maxLength: 1000 });
  const wrong = el("p", { className: "message", role: "alert" });
  const send = async () => {
    if (!reason.value.trim()) return dialog.close("");
    reason.readOnly = true; // what is typed now would not be in what is kept
    const why = await leaveOut(reason.value.trim());
    reason.readOnly = false;
    if (!why) return dialog.close("");
    return say(wrong, t("Not saved yet, and still here. {why}", { why }));
  };
  return el("form", { onsubmit: (event) => { event.preventDefault(); send(); } },
    el("h2", { id: "question" }, t("Why is this left out?")),
    el("p", {}, t("It is about safety. The reason is kept with the record, not in the note.")),
    el("label", { for: "reason" }, t("Reason")), reason, wrong,
    el("div", { className: "choices" },
      el("button", { type: "button", className: "large", onclick: () => dialog.close("") }, t("Cancel")),
      el("button", { type: "submit", className: "primary large" }, t("Leave out"))));
}
