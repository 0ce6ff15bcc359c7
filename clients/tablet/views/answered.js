// What answers a question: the moments themselves, word for word, or that nothing was found. Where the clinic has a language
// model, one sentence that it words may come to stand above them, later and only where it holds.

import { clock, el, replace, say } from "../dom.js";
import { ROLES } from "../names.js";
import { count, day, t } from "../text.js";

const UNDER_WAY = ["created", "live", "paused", "unheard"]; // no other session is opened then

export class Answered {
  /** `point(ids)` brings utterances of the session that is shown into view. */
  constructor(app, point) {
    this.app = app;
    this.point = point;
    this.told = el("p", { className: "muted", role: "status" });
    this.list = el("ul", { className: "found" });
    this.worded = el("div", { className: "worded", "aria-live": "polite" });
    this.element = el("section", { className: "answered", hidden: true, "aria-label": t("Answer") }, this.told, this.worded, this.list);
    this.asked = 0;
  }

  clear() {
    this.asked += 1; // an answer that is still to come belongs to nothing any more
    this.element.hidden = true;
    replace(this.list);
    replace(this.worded);
  }

  async ask(question) {
    this.clear();
    const mine = this.asked;
    this.element.hidden = false;
    say(this.told, t("Looking through what was said…"));
    const answer = await this.app.ask({ do: "ask", session: this.app.state.session, question });
    if (mine !== this.asked) return;
    if (!answer) {
      this.clear();
      return;
    }
    this.show(answer);
    if (answer.may_word) this.word(question, mine);
  }

  /** The sentence that the clinic's language model words of a moment, once it is there. */
  async word(question, mine) {
    const answer = await this.app.ask({ do: "ask", session: this.app.state.session, question, worded: true });
    if (mine !== this.asked || !answer?.sentence) return;
    this.show(answer);
    replace(this.worded, el("p", {}, answer.sentence.text),
      el("p", { className: "muted" }, t("Worded by the clinic's own language model; what it rests on stands first below.")));
  }

  show({ moments, searched, sentence }) {
    const first = sentence ? [moments[sentence.moment]] : []; // what the sentence rests on
    const shown = [...first, ...moments.filter((each) => !first.includes(each))];
    const before = searched - 1;
    const where = before ? count(before, "this session and the one before it", "this session and {n} before it") : t("this session");
    say(this.told, moments.length ? t("From what was said in {where}:", { where }) : t("Not found in {where}. Other words may help.", { where }));
    replace(this.list, ...shown.map((moment) => el("li", {}, this.moment(moment))));
  }

  moment(moment) {
    const here = moment.session === this.app.state.session;
    const lines = moment.utterances.map((said) => line(said));
    const from = here ? null : el("span", { className: "from" }, t("Session of {date}", { date: day(moment.date) }));
    if (here) return el("button", { type: "button", className: "moment", onclick: () => this.point(moment.utterances.map((said) => said.id)) }, ...lines);
    if (UNDER_WAY.includes(this.app.state.state?.state)) return el("div", { className: "moment" }, from, ...lines);
    return el("button", { type: "button", className: "moment", onclick: () => this.app.open(moment.session) }, from, ...lines);
  }
}

function line(said) {
  return el("span", { className: `hit ${said.role}` },
    el("span", { className: "time" }, clock(said.start)), el("span", { className: "name" }, said.name || (said.role === "unknown" ? said.speaker : ROLES[said.role])),
    el("span", { className: "hit-text" }, said.text));
}
