// Who is at the tablet: a name, then their PIN. Nothing of any session is in this browser until the room lets them in.

import { el, replace, say } from "../dom.js";
import { ACCESS } from "../names.js";
import { able, show } from "../passkey.js";
import { t } from "../text.js";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0", "✓"];

export class LockView {
  /** `locked` is the room's message: {room, people: [{id, name, role}], passkeys: [id]}. */
  constructor(app, locked) {
    this.app = app;
    this.people = locked.people;
    this.passkeys = able() ? locked.passkeys ?? [] : [];
    this.card = el("section", { className: "card" });
    this.element = el("main", { className: "pair lock" }, this.card);
    this.room = locked.room;
    if (this.people.length === 1) this.choose(this.people[0]);
    else this.ask();
  }

  ask() {
    replace(this.card,
      el("img", { src: "/icon.svg", alt: "", width: 56, height: 56 }),
      el("h1", { tabIndex: -1 }, t("Who is here?")), el("p", { className: "muted" }, this.room),
      el("div", { className: "people-here" }, ...this.people.map((person) =>
        el("button", { type: "button", onclick: () => this.choose(person) }, person.name, el("small", { className: "muted" }, ACCESS[person.role])))),
      el("button", { type: "button", className: "quiet", onclick: () => this.app.unpair() }, t("Unpair this tablet")));
  }

  choose(person) {
    this.person = person;
    this.pin = el("input", {
      id: "pin", type: "password", inputMode: "none", autocomplete: "off", maxLength: 12, className: "code",
      "aria-describedby": "pin-message",
    });
    this.pin.setAttribute("autofocus", "");
    this.message = el("p", { id: "pin-message", className: "message", role: "alert" });
    replace(this.card,
      el("h1", { tabIndex: -1 }, person.name),
      el("form", { onsubmit: (event) => { event.preventDefault(); this.enter(); } },
        el("label", { for: "pin" }, "PIN"), this.pin, this.message,
        el("div", { className: "keypad" }, ...KEYS.map((key) => this.key(key)))),
      this.passkeys.includes(person.id) ? el("button", { type: "button", className: "large", onclick: () => this.app.connection.askPasskey(person.id) }, t("Use a passkey")) : null,
      this.people.length > 1 ? el("button", { type: "button", className: "quiet", onclick: () => this.ask() }, t("Somebody else")) : null);
    this.pin.focus();
  }

  key(key) {
    if (key === "✓") return el("button", { type: "submit", className: "primary", "aria-label": t("Unlock") }, key);
    const press = () => { this.pin.value = key === "⌫" ? this.pin.value.slice(0, -1) : this.pin.value + key; };
    return el("button", { type: "button", "aria-label": key === "⌫" ? t("Delete a digit") : key, onclick: press }, key);
  }

  enter() {
    if (!this.pin.value) return;
    say(this.message, "");
    this.app.connection.unlock(this.person.id, this.pin.value);
    this.pin.value = "";
  }

  /** The room asks for the passkey of whoever was chosen. */
  async prove(options) {
    const { id } = this.person;
    say(this.message, "");
    try {
      this.app.connection.unlockWith(id, await show(options));
    } catch {
      this.refuse({ text: t("The passkey was not used."), hint: t("Try again, or use the PIN.") });
    }
  }

  refuse(refusal) {
    say(this.message, [refusal.text, refusal.hint].filter(Boolean).map((text) => t(text)).join(" "));
    this.pin?.focus();
  }

  draw() {}
}
