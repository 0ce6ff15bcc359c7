// What an administrator sees: people and devices of this room, and that sessions are not theirs to see.

import { el, replace, say } from "../dom.js";
import { ACCESS } from "../names.js";
import { able, add as addPasskey } from "../passkey.js";
import { day, t } from "../text.js";
import { confirm } from "./confirm.js";
import { Lost } from "./lost.js";
import { newCode } from "./newcode.js";
import { segmented } from "./segmented.js";

export class OfficeView {
  constructor(app) {
    this.app = app;
    this.lost = new Lost(app);
    this.people = el("ul", { className: "day" });
    this.devices = el("ul", { className: "day" });
    this.element = el("main", { className: "start days office" }, this.lost.element,
      el("header", { className: "plain" },
        this.room = el("h1", { tabIndex: -1 }), el("span", { className: "space" }),
        able() ? el("button", { type: "button", className: "quiet", onclick: () => addPasskey(app) }, t("Add a passkey")) : null,
        el("button", { type: "button", className: "quiet", onclick: () => app.connection.lock() }, t("Lock"))),
      el("section", { className: "card", "aria-labelledby": "office-people" }, el("h2", { id: "office-people" }, t("People")), this.people, this.form()),
      el("section", { className: "card", "aria-labelledby": "office-devices" }, el("h2", { id: "office-devices" }, t("Tablets and consoles")), this.devices,
        this.code = el("div", { className: "new-code", role: "status" }),
        el("button", { type: "button", onclick: () => this.pair() }, t("Pair a new tablet")),
        el("p", { className: "muted" }, t("Sessions are shown to clinicians only."))));
    this.load();
  }

  async load() {
    const people = await this.app.ask({ do: "people" });
    const devices = people && await this.app.ask({ do: "devices" });
    if (!devices) return;
    replace(this.people, ...people.people.map((one) => this.person(one)));
    replace(this.devices, ...devices.devices.filter((one) => !one.revoked_at && !one.expired).map((one) => this.device(one)));
  }

  person(one) {
    const self = one.id === this.app.person?.id;
    const passkeys = {
      text: t("Passkeys"), label: t("Take away the passkeys of {name}", one), onclick: () => this.end(
        t("Take away the passkeys of {name}?", one), t("For a device that is lost. The PIN works as before."), t("Take away"), { do: "end-passkeys", person: one.id }),
    };
    const shut = {
      text: t("Shut out"), label: t("Shut {name} out", one), onclick: () => this.end(
        t("Shut {name} out?", one), t("What they have open is locked at once. What they signed stays."), t("Shut out"), { do: "end-person", person: one.id }),
    };
    return row(one.name, self ? t("You") : ACCESS[one.role], ...(self ? [passkeys] : [passkeys, shut]));
  }

  device(one) {
    const seen = one.seen_at ? t("last here on {date}", { date: day(one.seen_at.slice(0, 10)) }) : t("not here yet");
    return row(one.name, `${seen} · ${t("paired until {date}", { date: day(one.paired_until.slice(0, 10)) })}`, {
      text: t("Revoke"), label: t("Revoke {name}", one), onclick: () => this.end(
        t("Revoke “{name}”?", one), t("What it has open is closed at once. To come back it needs a new code."), t("Revoke"), { do: "revoke", device: one.id }),
    });
  }

  async end(question, detail, yes, command) {
    if (await confirm({ question, detail, yes, danger: true }) && await this.app.ask(command)) this.load();
  }

  /** A code for another tablet, for as long as it is good. */
  async pair() {
    const made = await this.app.ask({ do: "pairing-code" });
    if (!made) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => replace(this.code), made.life_s * 1000);
    replace(this.code, ...newCode(made));
    this.code.scrollIntoView({ block: "nearest" });
  }

  form() {
    const roles = segmented(t("May do"), Object.entries(ACCESS), "clinician");
    const name = el("input", { id: "office-name", autocomplete: "off", spellcheck: false, maxLength: 80, required: true });
    const pin = el("input", { id: "office-pin", type: "password", inputMode: "numeric", autocomplete: "new-password", minLength: 6, maxLength: 12, pattern: "[0-9]+", required: true });
    const save = async (event) => {
      event.preventDefault();
      if (!await this.app.ask({ do: "add-person", name: name.value.trim(), role: roles.value, pin: pin.value })) return;
      event.target.reset();
      this.load();
    };
    return el("details", {}, el("summary", {}, t("Let somebody in")),
      el("form", { className: "let-in", onsubmit: save },
        el("div", {}, el("label", { for: name.id }, t("Name")), name),
        el("div", {}, el("label", { for: pin.id }, t("PIN, six digits or more")), pin),
        roles.element,
        el("button", { type: "submit", className: "primary" }, t("Let in"))));
  }

  draw() {
    say(this.room, this.app.room);
    this.lost.draw();
  }
}

function row(name, about, ...deeds) {
  return el("li", { className: "office-row" }, el("span", { className: "who-row" }, name), el("span", { className: "muted" }, about), el("span", { className: "space" }),
    ...deeds.map((deed) => el("button", { type: "button", className: "quiet", "aria-label": deed.label, onclick: deed.onclick }, deed.text)));
}
