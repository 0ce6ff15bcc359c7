// Before anything is heard: who is here, and that each of them agrees.

import { CONSENT } from "../consent.js";
import { el, replace, say } from "../dom.js";
import { PLACES, SETTINGS } from "../names.js";
import { able, add as addPasskey } from "../passkey.js";
import { LANGUAGES, choose, day, language, t } from "../text.js";
import { confirm } from "./confirm.js";
import { Lost } from "./lost.js";
import { Person } from "./person.js";
import { Recent } from "./recent.js";
import { segmented } from "./segmented.js";

const SOON_MS = 3 * 24 * 3600 * 1000; // before a pairing ends it is told
const EARS = [["this", t("This tablet")], ["other", t("Another tablet")]];

export class StartView {
  constructor(app) {
    this.app = app;
    this.people = [];
    this.starting = false;
    this.lost = new Lost(app);
    this.clinician = el("input", { id: "clinician", autocomplete: "off", spellcheck: false, maxLength: 80, placeholder: t("Your name"), value: app.person?.name ?? "", readOnly: Boolean(app.person) });
    this.setting = segmented(t("Session"), Object.entries(SETTINGS), "individual");
    this.place = segmented(t("Place"), Object.entries(PLACES), "in person");
    this.ear = segmented(t("Microphone"), EARS, "this");
    this.layout = el("select", { id: "note-format", className: "wide" });
    this.recent = new Recent(app, (client) => this.fill(client), (format) => this.formats(format));
    this.rows = el("div", { className: "people" });
    this.consents = el("div", { className: "consents" });
    this.why = el("p", { className: "muted", "aria-live": "polite" });
    this.quick = el("button", { className: "primary large", type: "button", hidden: true, onclick: () => this.agreed() });
    this.button = el("button", { className: "primary large", type: "submit", disabled: true }, t("Start listening"));
    this.element = el("main", { className: "start" }, this.lost.element, this.header(),
      this.soon = el("p", { className: "soon", role: "status", hidden: true }),
      this.recent.element,
      el("form", { onsubmit: (event) => { event.preventDefault(); this.start(); }, oninput: (event) => this.typed(event.target) },
        el("section", { className: "card" },
          el("h2", {}, t("Who is here")),
          el("div", { className: "person" }, el("label", { for: "clinician" }, t("Clinician")), this.clinician),
          this.rows,
          el("button", { className: "quiet add", type: "button", onclick: () => this.add("partner", true) }, t("+ Add a person")),
          this.setting.element,
          el("div", { className: "two" }, this.place.element,
            el("div", { className: "person" }, el("label", { for: this.layout.id }, t("Note")), this.layout)),
          this.ear.element),
        el("section", { className: "card" },
          el("h2", {}, t("Consent")),
          el("p", { className: "muted" }, t("Read this out, or show it, to each person:")),
          el("blockquote", { className: "consent" }, CONSENT),
          this.consents,
          this.unheard = el("button", { className: "quiet add", type: "button", onclick: () => this.start(false) }, t("Somebody does not agree: write without a microphone"))),
        el("footer", { className: "actions" }, this.why, this.quick, this.button)));
    this.add("client", false);
  }

  header() {
    const { app } = this;
    return el("header", { className: "plain" },
      el("h1", { tabIndex: -1 }, t("New session")),
      this.room = el("span", { className: "muted" }),
      el("span", { className: "space" }),
      app.state.session ? el("button", { className: "quiet", type: "button", onclick: () => app.go("") }, t("Back to the note")) : null,
      el("button", { className: "quiet", type: "button", onclick: () => app.go("day") }, t("Today")),
      this.languages(),
      app.person && able() ? el("button", { className: "quiet", type: "button", onclick: () => addPasskey(app) }, t("Add a passkey")) : null,
      app.person ? el("button", { className: "quiet", type: "button", onclick: () => app.connection.lock() }, t("Lock")) : null,
      el("button", { className: "quiet", type: "button", onclick: () => this.unpair() }, t("Unpair")));
  }

  languages() {
    return el("select", { className: "language", "aria-label": t("Language"), onchange: (event) => choose(event.target.value) },
      ...LANGUAGES.map(([tag, name]) => el("option", { value: tag, selected: tag === language }, name)));
  }

  async unpair() {
    const detail = t("This tablet forgets the room and everything it shows. To come back it needs a new code.");
    if (await confirm({ question: t("Unpair this tablet?"), detail, yes: t("Unpair"), danger: true })) this.app.unpair();
  }

  /** The note's formats, the room's own chosen until another one is. */
  async formats(own) {
    const answer = await this.app.ask({ do: "formats" });
    if (!answer) return;
    replace(this.layout, ...answer.formats.filter((each) => each.reader !== "client").map((each) =>
      el("option", { value: each.key, selected: each.key === (this.wanted ?? own) }, each.title)));
  }

  /** A client who was here before, as their last session began. Nobody's consent comes with it. */
  fill({ client, clinician, participants, format, modality, note_format }) {
    this.clinician.value ||= clinician ?? "";
    const others = participants.filter((person) => person.name !== client);
    this.people = [this.person("client", false), ...others.map((person) => this.person(person.role, true))];
    [{ name: client, role: "client" }, ...others].forEach((person, place) => this.people[place].fill(person));
    if (format in SETTINGS) this.setting.value = format;
    if (modality in PLACES) this.place.value = modality;
    this.wanted = note_format;
    this.layout.value = note_format;
    this.list();
  }

  add(role, removable) {
    const person = this.person(role, removable);
    this.people.push(person);
    this.list();
    if (removable) person.input.focus();
  }

  person(role, removable) {
    return new Person(role, () => this.check(), removable ? (gone) => this.remove(gone) : null);
  }

  remove(gone) {
    this.people = this.people.filter((person) => person !== gone);
    this.list();
  }

  list() {
    replace(this.rows, ...this.people.map((person) => person.row));
    replace(this.consents, ...this.people.map((person) => person.consent));
    this.check();
  }

  typed(input) {
    if (input === this.people[0].input) this.recent.show(input.value ? "" : null, input.value);
    this.check();
  }

  check() {
    const reason = this.missing();
    say(this.why, reason);
    this.button.disabled = this.starting || Boolean(reason);
    this.unheard.disabled = this.starting || Boolean(this.unclear());
    const last = this.lastToAgree();
    this.quick.hidden = !last || this.starting;
    this.button.hidden = !this.quick.hidden;
    if (last) say(this.quick, t("{name} agrees aloud: start", last));
  }

  /** The one person whose answer is all that is missing. */
  lastToAgree() {
    const waiting = this.people.filter((person) => !person.agreed);
    return waiting.length === 1 && !this.unclear() ? waiting[0] : null;
  }

  agreed() {
    this.lastToAgree()?.agree();
    return this.start();
  }

  /** What has to be put right before anybody can be asked. */
  unclear() {
    const names = this.people.map((person) => person.name);
    if (!this.clinician.value.trim()) return t("Enter your name.");
    if (names.some((name) => !name)) return t("Enter everybody's name.");
    if (new Set(names).size < names.length) return t("Two people have the same name. Make them different.");
    return "";
  }

  missing() {
    const unclear = this.unclear();
    if (unclear) return unclear;
    const waiting = this.people.filter((person) => !person.agreed).map((person) => person.name);
    if (waiting.length === 1) return t("Nothing is heard until {name} agrees.", { name: waiting[0] });
    if (waiting.length) return t("Nothing is heard until {names} agree.", { names: waiting.join(", ") });
    return "";
  }

  /** With `hears` false nobody is asked, no microphone is opened, and the clinician writes. */
  async start(hears = true) {
    if (this.starting || (hears ? this.missing() : this.unclear())) return;
    const clinician = this.clinician.value.trim();
    this.begin(true);
    const ears = !hears || !this.hears() || await this.app.microphone.open();
    if (ears) await this.app.start({
      hears,
      note_format: this.layout.value || null,
      consents: hears ? this.people.map((person) => person.given(CONSENT)) : [],
      chart: {
        client: this.people[0].name,
        clinician,
        participants: [{ name: clinician, role: "therapist" }, ...this.people.map((person) => person.participant())],
        format: this.setting.value,
        modality: this.place.value,
      },
    });
    this.begin(false);
  }

  /** True when this tablet is to be the room's microphone. */
  hears() {
    return this.app.hears === "tablet" && this.ear.value === "this";
  }

  begin(starting) {
    this.starting = starting;
    say(this.button, starting ? t("Starting…") : t("Start listening"));
    this.check();
  }

  draw() {
    say(this.room, this.app.room);
    const until = this.app.pairedUntil;
    this.soon.hidden = !until || Date.parse(until) - Date.now() > SOON_MS;
    if (!this.soon.hidden) say(this.soon, t("This tablet has to be paired again by {date}: scribe pair on the room's device.", { date: day(until.slice(0, 10)) }));
    this.ear.element.hidden = this.app.hears !== "tablet";
    this.lost.draw();
  }
}
