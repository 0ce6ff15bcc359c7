// After the session: the note to be read, set right and signed, and beside it the words it rests on.

import { Desk } from "../desk.js";
import { el, replace, say } from "../dom.js";
import { PLACES, STATES } from "../names.js";
import { once } from "../once.js";
import { t } from "../text.js";
import { exported } from "./exporting.js";
import { Doubts } from "./doubts.js";
import { Find } from "./find.js";
import { reformat } from "./layout.js";
import { Halves } from "./halves.js";
import { Lint } from "./lint.js";
import { Lost } from "./lost.js";
import { Missing } from "./missing.js";
import { Told } from "./notices.js";
import { Reviewed } from "./reviewed.js";
import { Risk } from "./risk.js";
import { Selection } from "./selection.js";
import { amend, cosign, sign } from "./signing.js";
import { Talk } from "./talk.js";
import { Words } from "./words.js";
import { leave } from "./writing.js";

const ENGINES = {
  outline: t("Written by Scribe's outline, without a language model. Tap a sentence to see the words it rests on."),
  ollama: t("Worded by the clinic's own language model, each sentence checked against what was said. Tap one to see the words it rests on."),
};
const OWN = t("Made of your own words. Nothing was heard.");
const UNSIGNED = ["ended", "draft", "reviewed"];
const REVIEWABLE = ["draft", "reviewed"];

export class ReviewView {
  constructor(app) {
    this.app = app;
    this.desk = new Desk(app);
    this.heard = new Selection(this.righting(), () => this.words, true);
    this.heard.may = () => !this.sign.hidden;
    this.words = new Words(this.righting(), { live: false, selection: this.heard });
    const point = (ids) => this.words.point(ids);
    this.note = new Reviewed(app, this.desk, point);
    this.risk = new Risk(app, point);
    this.missing = new Missing(app, this.desk, () => this.note.sections);
    this.doubts = new Doubts(app, this.desk, point);
    this.lint = new Lint(app, this.desk, { reveal: (id) => this.note.reveal(id), find: (id) => this.note.find(id) });
    this.find = new Find(app, point);
    this.talk = new Talk(app);
    this.halves = new Halves(app, this.desk);
    this.lost = new Lost(app);
    this.told = new Told(app);
    this.facts = el("dl", { className: "facts" });
    this.signatures = el("ul", { className: "signatures" });
    this.words.element.prepend(el("h2", { className: "pane-title" }, t("What was said")), this.talk.element, this.find.element);
    this.element = el("main", { className: "review", onkeydown: (event) => this.key(event) }, el("div", {}, this.bar(), this.lost.element), this.panes());
  }

  bar() {
    const { app } = this;
    const button = (text, act, kind = "", signing = false) => el("button", { type: "button", className: kind, onclick: once(() => this.settledThen(act, signing)) }, text);
    return el("header", { className: "bar" },
      el("h1", { tabIndex: -1 }, t("Session note")),
      this.mark = el("span", { className: "watermark" }, t("Draft, not signed")),
      el("span", { className: "space" }), this.told.element,
      this.undo = el("button", { type: "button", className: "quiet", onclick: once(() => this.takeBack()) }, t("Undo")),
      el("button", { type: "button", className: "quiet", onclick: () => this.find.toggle() }, t("Find")),
      this.day = button(t("Today"), () => app.go("day"), "quiet"),
      this.again = button(t("New session"), () => app.go("start"), "quiet again"),
      this.format = button(t("Format"), () => reformat(app, this.desk), "quiet"),
      this.export = button(t("Export"), () => exported(app, this.desk.session, this.signed)),
      this.amend = button(t("Add an addendum"), () => amend(this.signer(), this.desk)),
      this.cosign = button(t("Sign as well"), () => cosign(this.knowing(this.awaited), this.desk, this.app.state.review.signatures[0].name), "primary"),
      this.sign = button(t("Sign"), () => this.askSign(), "primary", true));
  }

  /** What is being written is kept before anything else is done; where it can't be, nothing is. */
  async settledThen(act, signing = false) {
    if (signing && this.note.stale) { // a form that is written in kept it from being drawn
      this.note.drawAnew();
      this.app.tell("info", t("Another tablet changed this note: look at it again, then sign."));
      return;
    }
    if (await this.note.settled() && await this.words.settled()) await act();
  }

  /** What is being written is the last thing that was done: it is kept, and taken back by the next tap. */
  takeBack() {
    const { unsaved } = this.note;
    return this.settledThen(() => (unsaved ? this.app.tell("info", t("Saved. Undo once more to take it back.")) : this.desk.undo()));
  }

  hush() { this.desk.player.stop(); }

  /** Another page takes the place of this one. */
  leave() {
    this.hush();
    leave(this.app, [this.note.form, ...this.words.forms].filter(Boolean));
  }

  /** The page knows how the note reads by now, and so what of it waits for an answer. */
  get known() {
    const { review, reviewed, touched } = this.app.state;
    return Boolean(review?.sections.length) && reviewed >= touched;
  }

  /** What needs the clinician's eyes, together and before the note; it empties as it is answered. */
  first() {
    return el("div", { className: "first" }, this.note.safety, this.doubts.element, this.lint.element, this.missing.element);
  }

  /** Where the reading ends: the rest is right, and the signature. */
  last() {
    return this.finish = el("div", { className: "finish" },
      this.rest = el("button", { type: "button", className: "primary large", onclick: once(() => this.settledThen(() => this.acceptRest(), true)) }));
  }

  /** With Ctrl or Cmd: Enter goes on to the signature, Z takes back what was done last. */
  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("textarea, input")) return;
    if (event.key === "Enter" && !this.finish.hidden) this.rest.click();
    else if (event.key === "z" && !this.undo.hidden) this.undo.click();
    else return;
    event.preventDefault();
  }

  async acceptRest() {
    const { unread } = this.note;
    if (!this.known || this.waitsForSafety() || !await this.current() || (unread.length && !await this.desk.accept(unread))) return;
    await this.askSign();
  }

  panes() {
    return el("div", { className: "panes" },
      el("section", { className: "pane note-pane", "aria-label": t("Note") },
        this.writing = el("p", { className: "writing", role: "status" }, t("Writing the note…")),
        this.facts, this.halves.element, this.signatures, this.first(), this.note.element, this.last(),
        this.engine = el("p", { className: "engine muted" }), this.beside(), this.risk.element),
      this.words.element);
  }

  /** What is not the note: the client's own view of it, and what the clinician keeps to themselves. */
  beside() {
    const { app } = this;
    return this.more = el("div", { className: "beside" },
      el("button", { type: "button", className: "quiet", onclick: () => this.settledThen(() => this.showClient()) }, t("Show to the client")),
      this.apart = el("button", { type: "button", className: "quiet private-link", onclick: once(() => this.settledThen(() => this.openPrivate())) }, t("Private notes")));
  }

  showClient() {
    const statements = this.app.state.review?.sections.flatMap((section) => section.statements) ?? [];
    if (this.signed || statements.some((one) => one.verdict === "accepted")) this.app.showClient(this.desk.session);
    else this.app.tell("info", t("Mark as right what the client may see, then show it."));
  }

  async openPrivate() {
    const answer = await this.app.ask({ do: "open", session: this.desk.session });
    const agreed = this.app.state.consents.find((consent) => consent.role === "client");
    const client = answer && (answer.header?.client ?? agreed?.name);
    if (client) this.app.showPrivate(client, this.desk.session);
  }

  get state() { return this.app.state.state?.state ?? ""; }
  get signed() { return !UNSIGNED.includes(this.state); }

  /** This page's app, where what is set right in the words is asked of this session; then its note is read again. */
  righting() {
    const { app } = this;
    const ask = async (command) => {
      const answer = await app.ask({ ...command, session: this.desk.session });
      if (answer) await this.desk.reload();
      return answer;
    };
    return Object.assign(Object.create(app), { ask });
  }

  /** This page's app, knowing who led the session: the one who usually signs. */
  signer() {
    const therapist = this.app.state.consents.find((consent) => consent.role === "therapist");
    return this.knowing(therapist?.name ?? "");
  }

  knowing(clinician) { return Object.assign(Object.create(this.app), { clinician }); }

  /** Whose signature the note still waits for; empty: nobody's. */
  get awaited() { return this.app.state.review?.awaited ?? ""; }

  mayCosign() {
    const { person } = this.app;
    return this.signed && Boolean(this.awaited) && (!person || person.name === this.awaited);
  }

  /** The note as it stands on the page. */
  get shown() { return JSON.stringify(this.app.state.review.sections); }

  /** False, and told, where the note reads otherwise than was `read`. Of an earlier session nobody tells what another tablet does to its note: it is read again before it is signed. */
  async current(read = this.shown) {
    if (this.app.opened === this.app) await this.desk.reload();
    const same = this.known && read === this.shown;
    if (!same) this.app.tell("info", t("Another tablet changed this note: look at it again, then sign."));
    return same;
  }

  async askSign() {
    if (!this.known || this.waitsForSafety() || !await this.current()) return null;
    const read = this.shown;
    return sign(this.signer(), this.desk, () => this.current(read), {
      missing: this.missing.open, doubts: this.doubts.open.length, findings: this.lint.findings.length, unread: this.note.unread.length,
    });
  }

  /** What was said about safety is answered for before anything is signed. */
  waitsForSafety() {
    const [first] = this.note.pending;
    if (!first) return false;
    this.app.tell("info", t("What was said about safety comes first: mark it as right, edit it or leave it out."));
    this.note.reveal(first.one.id);
    return true;
  }

  draw() {
    const { state, person } = this.app;
    const may = person?.role !== "viewer";
    this.mark.hidden = this.signed;
    this.writing.hidden = this.state !== "ended";
    this.again.hidden = this.day.hidden = this.state === "ended";
    this.sign.hidden = !may || !REVIEWABLE.includes(this.state);
    this.cosign.hidden = !may || !this.mayCosign();
    this.amend.hidden = !may || !this.signed;
    this.export.hidden = !may || this.state === "ended";
    this.format.hidden = this.finish.hidden = this.sign.hidden;
    for (const button of [this.sign, this.rest]) button.ariaDisabled = String(!this.known); // not disabled: it would lose the focus
    this.more.hidden = this.state === "ended";
    this.apart.hidden = !may;
    this.undo.hidden = !this.desk.back.length || this.signed;
    say(this.engine, state.note?.final ? this.madeBy() : "");
    if (this.state !== "ended") this.desk.refresh();
    this.header();
    this.halves.draw(!this.sign.hidden);
    for (const part of [this.lost, this.told, this.note, this.lint, this.risk, this.talk, this.words]) part.draw();
    for (const part of [this.doubts, this.missing]) part.draw(!this.sign.hidden);
    say(this.rest, this.note.unread.length ? t("The rest is right: sign") : t("Sign this note"));
  }

  madeBy() {
    const { said, note } = this.app.state;
    return said.size ? ENGINES[note.engine] ?? t("Written by {engine}.", note) : OWN;
  }

  header() {
    const { state, review, consents } = this.app.state;
    const key = JSON.stringify([state, review?.signatures.length, this.app.state.note?.format]);
    if (!state || key === this.drawn) return;
    this.drawn = key;
    const began = state.started_at && new Date(state.started_at);
    const ended = state.ended_at && new Date(state.ended_at);
    const time = (date) => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const facts = [
      [t("Who"), consents.map((consent) => consent.name).join(" · ")],
      [t("Date"), began ? began.toLocaleDateString([], { dateStyle: "long" }) : ""],
      [t("Time"), began && ended ? `${time(began)}–${time(ended)} (${t("{n} min", { n: Math.floor((ended - began) / 60_000) })})` : ""],
      [t("Setting"), PLACES[state.modality] ?? state.modality ?? ""],
      [t("Format"), this.app.state.note?.format ?? state.format],
      [t("State"), state.state === "draft" ? "" : STATES[state.state] ?? state.state], // what is only a draft stands above
    ];
    replace(this.facts, ...facts.filter(([, text]) => text).map(([label, text]) => el("div", {}, el("dt", { className: "unseen" }, label), el("dd", {}, text))));
    replace(this.signatures, ...(review?.signatures ?? []).map((one) => el("li", {}, signature(one))),
      ...(this.awaited ? [el("li", {}, t("Awaits the signature of {who}", { who: this.awaited }))] : []));
  }
}

function signature(one) {
  const when = new Date(one.signed_at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const who = [one.name, one.credentials].filter(Boolean).join(", ");
  if (one.kind === "addendum") return t("Addendum by {who}, {when}: {text}", { who, when, text: one.text });
  return one.kind === "cosigned" ? t("Co-signed by {who}, {when}", { who, when }) : t("Signed by {who}, {when}", { who, when });
}
