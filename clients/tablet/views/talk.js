// After the session, a small picture: whose turn it was when, how much and how fast each spoke, and how long nobody did.

import { clock, el, replace, svg } from "../dom.js";
import { whose } from "../people.js";
import { count, t } from "../text.js";

const WIDE = 1000; // of the drawing, which is stretched to the page
const HIGH = 16;

export class Talk {
  constructor(app) {
    this.app = app;
    this.session = null;
    this.picture = el("div", {});
    this.element = el("details", { className: "talk", ontoggle: () => this.load() }, el("summary", {}, t("Who spoke how much")), this.picture);
  }

  /** Read when it is looked at. */
  async load() {
    const { session } = this.app.state;
    if (!this.element.open || this.session === session) return;
    const answer = await this.app.ask({ do: "talk", session });
    if (!answer) return;
    this.session = session;
    replace(this.picture, this.list(answer));
  }

  list({ voices, turns, silences }) {
    const ends = turns.map((turn) => turn.end);
    const strip = (spans) => drawing(spans, turns[0]?.start ?? 0, Math.max(...ends, 1));
    const row = (kind, name, spans, share, told) => el("li", { className: kind },
      el("span", { className: "name" }, name), strip(spans), el("span", { className: "share" }, share), el("span", { className: "muted" }, told));
    const mine = (voice) => turns.filter((turn) => turn.speaker === voice.speaker).map((turn) => [turn.start, turn.end]);
    return el("ul", {},
      ...voices.map((voice) => row(voice.role, whose(this.app.state, voice).name, mine(voice), `${Math.round(voice.share * 100)} %`,
        voice.pace ? t("{n} words a minute", { n: voice.pace }) : "")),
      row("silent", t("Silence"), silences, "", quiet(silences)));
  }

  draw() {
    this.element.hidden = !this.app.state.said.size;
  }
}

function drawing(spans, from, to) {
  const place = (seconds) => Math.round(((seconds - from) / (to - from)) * WIDE);
  return svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true", class: "strip" },
    ...spans.map(([start, end]) => svg("rect", { x: place(start), y: 0, width: Math.max(2, place(end) - place(start)), height: HIGH })));
}

function quiet(silences) {
  if (!silences.length) return t("none of three seconds or more");
  const lengths = silences.map(([start, end]) => end - start);
  const all = lengths.reduce((sum, each) => sum + each, 0);
  return t("{silences}, {all} in all, the longest {longest}", {
    silences: count(silences.length, "{n} silence", "{n} silences"), all: clock(all), longest: clock(Math.max(...lengths)),
  });
}
