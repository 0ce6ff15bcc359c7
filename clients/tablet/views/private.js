// The clinician's private notes: a page of their own, in a colour of their own, behind a passphrase of their own.

import { Added } from "../added.js";
import { el, replace, say } from "../dom.js";
import { once } from "../once.js";
import { language, t } from "../text.js";
import { confirm } from "./confirm.js";

const LOCK_MS = 590000; // a little before the room locks after ten minutes without use: what is written is kept first
const STILL_HERE_MS = 60000; // writing is use: the room is told so this often

export class PrivateView {
  constructor(app) {
    this.app = app;
    this.body = el("div", { className: "private-body" });
    this.element = el("main", { className: "private" },
      el("header", { className: "bar" },
        el("h1", { tabIndex: -1 }, t("Private notes")), el("span", {}, app.apart.client), el("span", { className: "space" }),
        el("button", { type: "button", className: "large", onclick: () => this.close() }, t("Lock and close"))),
      this.body,
      el("p", { className: "muted private-foot" }, t("Kept apart from the record: in no note, no export, no model. Only your passphrase opens them.")));
    this.added = new Added();
    this.settled = once(() => this.save());
    this.close = once(() => this.shut());
    this.ask({ type: "private-read" });
  }

  /** Ask, and show what the answer says. False when it was refused. */
  async ask(message) {
    clearTimeout(this.timer);
    this.used = performance.now();
    const { client } = this.app.apart;
    const answer = await this.app.ask({ client, ...message });
    if (answer) this.show(answer);
    else if (this.state === "open" && this.app.refusal?.code === "locked") this.show({ state: "locked" }); // what is written waits for the passphrase
    if (answer?.state === "open") this.timer = setTimeout(() => this.shut(true), LOCK_MS);
    return Boolean(answer);
  }

  show({ state, entries }) {
    if (state === this.state && state !== "open") return;
    if (state !== this.state) replace(this.body, ...({ none: () => this.beginning(), locked: () => this.locked(), open: () => this.opened() })[state]());
    this.state = state;
    if (state === "open") replace(this.list, ...entries.map((entry) => this.entry(entry)));
    else this.body.querySelector("[data-first]")?.focus();
  }

  beginning() {
    const again = secret("private-again", t("The same again"));
    return this.form(t("There are no private notes yet. Choose a passphrase of your own: four or five words are good. Nobody can reset it."),
      t("Begin"), "private-begin", [again], (words) => words === again.querySelector("input").value);
  }

  locked() {
    return this.form("", t("Unlock"), "private-unlock", [], () => true);
  }

  form(told, verb, type, more, fits) {
    const words = secret("private-words", t("Passphrase"));
    const wrong = el("p", { className: "message", role: "alert" });
    const send = async (event) => {
      event.preventDefault();
      const passphrase = words.querySelector("input").value;
      if (!fits(passphrase)) return say(wrong, t("The two are not the same."));
      event.submitter.ariaBusy = "true";
      const done = await this.ask({ type, passphrase, client: undefined });
      event.submitter.ariaBusy = "false";
      return done && this.ask({ type: "private-read" });
    };
    return [el("form", { className: "card", onsubmit: send }, told ? el("p", {}, told) : null, words, ...more, wrong, el("button", { type: "submit", className: "primary large" }, verb))];
  }

  opened() {
    const text = this.text = el("textarea", { id: "private-text", rows: 4, maxLength: 20000, value: this.text?.value ?? "", oninput: () => this.writing() });
    this.list = el("ul", { className: "private-list" });
    return [el("form", { className: "jot", onsubmit: (event) => { event.preventDefault(); this.settled(); } }, el("label", { for: text.id, className: "unseen" }, t("Private note")), text,
      el("button", { type: "submit", className: "primary" }, t("Keep"))), this.list];
  }

  /** `settled()`: keep what is written. Resolves false when it can't be kept: then it stays where it is. */
  async save() {
    const text = this.text?.value.trim();
    if (!text) return true;
    if (!await this.added.ask({ type: "private-write", text, session: this.app.apart.session }, (message) => this.ask(message))) return false;
    if (this.text.value.trim() === text) this.text.value = "";
    return true;
  }

  writing() {
    if (performance.now() - this.used > STILL_HERE_MS) this.ask({ type: "private-read" });
  }

  entry(entry) {
    const when = new Date(entry.written_at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    return el("li", {}, el("p", { className: "who" }, el("span", { className: "time" }, when), el("span", { className: "space" }),
      el("button", { type: "button", className: "quiet small", "aria-label": t("Remove the note of {when}", { when }), onclick: () => this.remove(entry) }, t("Remove"))),
      el("p", { className: "private-text" }, entry.text));
  }

  async remove(entry) {
    const yes = await confirm({ question: t("Remove this private note?"), detail: t("It is gone for good."), yes: t("Remove"), danger: true });
    if (yes) this.ask({ type: "private-remove", entry: entry.id });
  }

  /** What is written is kept first; then nothing of them stays on the page. */
  async shut(unattended = false) {
    if (!await this.settled() && !unattended && !await confirm({
      question: t("Close without what is written?"), detail: t("It could not be kept."), yes: t("Close"), danger: true,
    })) return;
    clearTimeout(this.timer);
    this.app.ask({ type: "private-lock" });
    replace(this.body);
    this.app.leaveApart();
  }

  draw() {}
}

function secret(id, label) {
  const input = el("input", { id, type: "password", autocomplete: "off", required: true, maxLength: 400 });
  if (id === "private-words") input.dataset.first = "";
  return el("div", {}, el("label", { for: id }, label), input);
}
