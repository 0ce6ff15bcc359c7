// One person who will be heard: a name, a role, and the answer to the question whether they agree.

import { el, say } from "../dom.js";
import { ROLES } from "../names.js";
import { t } from "../text.js";
import { segmented } from "./segmented.js";

const CHOICES = ["client", "partner", "parent", "child", "other"];
const NOT_YET = "";
const ANSWERS = [[NOT_YET, t("Not yet")], ["spoken", t("Agrees aloud")], ["written", t("In writing")]];

let people = 0;

export class Person {
  /** `remove` null: the client, who is always here. */
  constructor(role, changed, remove = null) {
    const number = ++people;
    this.changed = changed;
    this.input = el("input", { id: `name-${number}`, autocomplete: "off", spellcheck: false, maxLength: 80, placeholder: t("Name"), oninput: () => this.renamed() });
    this.select = el("select", { id: `role-${number}`, "aria-label": t("Role"), onchange: changed },
      ...CHOICES.map((each) => el("option", { value: each, selected: each === role }, ROLES[each])));
    this.answer = segmented(t("Client"), ANSWERS, NOT_YET, { onchange: changed });
    this.consent = this.answer.element;
    this.legend = this.consent.querySelector("legend");
    this.row = el("div", { className: "person" },
      el("label", { for: this.input.id }, remove ? t("Also here") : t("Client")), this.input,
      remove && this.select,
      remove && el("button", { className: "quiet", type: "button", "aria-label": t("Remove this person"), onclick: () => remove(this) }, t("Remove")));
    this.title();
  }

  get name() { return this.input.value.trim(); }
  get role() { return this.select.value; }
  get agreed() { return this.answer.value !== NOT_YET; }

  /** Somebody who was here before; whether they agree today is asked. */
  fill({ name, role }) {
    this.input.value = name;
    if (CHOICES.includes(role)) this.select.value = role;
    this.renamed();
  }

  agree() {
    this.answer.value = "spoken";
    this.changed();
  }

  /** Who agreed was somebody of that name: another name, another question. */
  renamed() {
    this.answer.value = NOT_YET;
    this.title();
    this.changed();
  }

  title() {
    say(this.legend, this.name || t("Name first"));
    this.consent.disabled = !this.name;
  }

  participant() {
    return { name: this.name, role: this.role };
  }

  /** @param {string} purpose the exact text that was shown or read */
  given(purpose) {
    return { ...this.participant(), purpose, how: this.answer.value };
  }
}
