// Before anything is heard: who is here, and that each of them agrees.

import { CONSENT } from "../consent.js";
import { el, replace, say } from "../dom.js";
import { title } from "../state.js";

const ROLES = ["client", "partner", "parent", "child", "other"];
const SETTINGS = ["individual", "couple", "family", "group"];
const NOTE_FORMATS = ["DAP"];

export class StartView {
  constructor(app) {
    this.app = app;
    this.people = [];
    this.next = 1;
    this.clinician = field("clinician", "Clinician", "Your name");
    this.setting = choice("setting", "Session", SETTINGS, title);
    this.format = choice("format", "Note format", NOTE_FORMATS, (name) => name);
    this.rows = el("div", { className: "people" });
    this.checks = el("div", { className: "checks" });
    this.why = el("p", { className: "muted", "aria-live": "polite" });
    this.button = el("button", { className: "primary large", type: "submit", disabled: true }, "Start listening");
    this.connection = el("p", { className: "lost", role: "status", hidden: true }, "Not connected to the room. Trying again…");
    this.element = el("main", { className: "start" },
      el("header", { className: "plain" },
        el("h1", { tabIndex: -1 }, "New session"),
        this.room = el("span", { className: "muted" }),
        this.back(),
        el("button", { className: "quiet", type: "button", onclick: () => app.unpair() }, "Unpair")),
      this.connection,
      el("form", { onsubmit: (event) => { event.preventDefault(); this.start(); }, oninput: () => this.check() },
        el("section", { className: "card" },
          el("h2", {}, "Who is here"),
          this.clinician.element, this.rows,
          el("button", { className: "quiet", type: "button", onclick: () => this.add("partner", true) }, "+ Add a person"),
          el("div", { className: "pair-of-fields" }, this.setting.element, this.format.element)),
        el("section", { className: "card" },
          el("h2", {}, "Consent"),
          el("p", { className: "consent" }, CONSENT),
          this.checks),
        el("footer", { className: "actions" }, this.why, this.button)));
    this.add("client", false);
  }

  back() {
    if (!this.app.state.session) return null;
    return el("button", { className: "quiet", type: "button", onclick: () => this.app.newSession(false) }, "Back to the note");
  }

  add(role, removable) {
    const id = this.next++;
    const name = el("input", { id: `name-${id}`, autocomplete: "off", spellcheck: false, maxLength: 80, placeholder: "Name" });
    const select = el("select", { id: `role-${id}`, "aria-label": "Role" },
      ...ROLES.map((each) => el("option", { value: each, selected: each === role }, title(each))));
    const agreed = el("input", { id: `agreed-${id}`, type: "checkbox" });
    const person = { name, select, agreed };
    const remove = el("button", { className: "quiet", type: "button", "aria-label": "Remove this person" }, "Remove");
    person.row = el("div", { className: "person" },
      el("label", { for: name.id }, removable ? "Also here" : "Client"), name, removable ? select : null, removable ? remove : null);
    person.label = el("span");
    person.check = el("label", { className: "check", for: agreed.id }, agreed, person.label);
    remove.addEventListener("click", () => {
      this.people = this.people.filter((each) => each !== person);
      this.list();
    });
    this.people.push(person);
    this.list();
    if (removable) name.focus();
  }

  list() {
    replace(this.rows, ...this.people.map((person) => person.row));
    replace(this.checks, ...this.people.map((person) => person.check));
    this.check();
  }

  check() {
    for (const { name, label } of this.people) {
      say(label, name.value.trim() ? `${name.value.trim()} was read this and agrees` : "Agrees (name first)");
    }
    const reason = this.missing();
    say(this.why, reason);
    this.button.disabled = Boolean(reason);
  }

  missing() {
    const names = this.people.map((person) => person.name.value.trim());
    if (!this.clinician.input.value.trim()) return "Enter your name.";
    if (names.some((name) => !name)) return "Enter everybody's name.";
    if (new Set(names).size < names.length) return "Two people have the same name. Make them different.";
    const waiting = this.people.filter((person) => !person.agreed.checked).map((person) => person.name.value.trim());
    if (waiting.length) return `Nothing is heard until ${waiting.join(" and ")} ${waiting.length > 1 ? "agree" : "agrees"}.`;
    return "";
  }

  async start() {
    if (this.missing()) return;
    const clinician = this.clinician.input.value.trim();
    const people = this.people.map(({ name, select }) => ({ name: name.value.trim(), role: select.value }));
    this.button.disabled = true;
    await this.app.ask({
      do: "start",
      consents: people.map((person) => ({ ...person, purpose: CONSENT, how: "spoken" })),
      chart: {
        client: people[0].name,
        clinician,
        participants: [{ name: clinician, role: "therapist" }, ...people],
        format: this.setting.input.value,
      },
      note_format: this.format.input.value,
    });
    this.check();
  }

  draw() {
    say(this.room, this.app.room);
    this.connection.hidden = this.app.status === "live";
  }
}

function field(id, label, placeholder) {
  const input = el("input", { id, autocomplete: "off", spellcheck: false, maxLength: 80, placeholder });
  return { input, element: el("div", { className: "person" }, el("label", { for: id }, label), input) };
}

function choice(id, label, values, shown) {
  const input = el("select", { id }, ...values.map((value) => el("option", { value }, shown(value))));
  return { input, element: el("div", { className: "field" }, el("label", { for: id }, label), input) };
}
