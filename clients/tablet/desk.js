// What the clinician does to a drafted note: each deed is a command, its answer is how the note reads now, and the deed
// that takes it back is remembered.

import { Added } from "./added.js";
import { Player } from "./sound/player.js";
import { load } from "./state.js";

export class Desk {
  /** `app.state` is the session that is worked on: the one that was heard last, or an earlier one. */
  constructor(app) {
    this.app = app;
    this.session = app.state.session; // this one to the end, whatever the room hears by now
    this.back = []; // commands that take back what was done, the last one last
    this.busy = 0;
    this.added = new Added();
    this.doing = new Map(); // what was asked and is not answered yet: a finger that taps twice means it once
    this.player = new Player((span) => app.ask({ do: "listen", session: this.session, ...span }), (text) => app.tell("warning", text));
  }

  /** It is still the session that the page shows. */
  get here() { return this.session === this.app.state.session; }

  /** Carry out a command on this session; `inverse` takes it back. True when it was done. */
  do(command, inverse = null) {
    const key = JSON.stringify(command);
    if (!this.doing.has(key)) this.doing.set(key, this.carryOut(command, inverse).finally(() => this.doing.delete(key)));
    return this.doing.get(key);
  }

  async carryOut(command, inverse) {
    this.busy += 1;
    const answer = await this.app.ask({ ...command, session: this.session });
    this.busy -= 1;
    if (!answer) return false;
    if (!this.here) return true; // done, and nothing of it belongs to what is shown by now
    this.take(answer);
    const back = inverse?.(answer);
    if (back) this.back.push(back);
    this.app.redraw();
    return true;
  }

  take({ review, seq, state }) {
    const mine = this.app.state;
    mine.review = review;
    mine.reviewed = Math.max(mine.reviewed, seq);
    if (mine.state && state) mine.state = { ...mine.state, state };
  }

  /** Refused where it reads otherwise by now than `one.text`: somebody else has worded it anew. */
  edit(one, text) {
    return this.do({ do: "edit", statement: one.id, text, reads: one.text }, () => unedit(one, text));
  }

  /** Word several anew, each `one` as its `text`: taken back together. */
  async editAll(changes) {
    const back = [];
    for (const { one, text } of changes) {
      if (await this.do({ do: "edit", statement: one.id, text, reads: one.text })) back.push(unedit(one, text));
      else if (this.app.unreachable) break;
    }
    if (back.length) this.back.push(back.reverse());
    this.app.redraw();
  }

  accept(statements) {
    const ids = statements.map((one) => one.id);
    return this.do({ do: "accept", statements: ids }, () => ids.map((id) => ({ do: "reopen", statement: id })));
  }

  reject(one, reason = "") {
    return this.do({ do: "reject", statement: one.id, reason }, () => before(one));
  }

  reopen(one) {
    return this.do({ do: "reopen", statement: one.id }, () => before(one));
  }

  add(section, text, after = null) {
    const known = new Set(section.statements.map((one) => one.id));
    return this.added.ask({ do: "add", section: section.key, text, after }, (command) => this.do(command, ({ review }) => {
      const made = review.sections.find((each) => each.key === section.key)?.statements.find((one) => !known.has(one.id));
      return made && { do: "reject", statement: made.id, reason: "" }; // none where it was there before this was asked
    }));
  }

  /** Move a statement one place up (-1) or down (1). */
  move(section, one, by) {
    const ids = section.statements.map((each) => each.id);
    const from = ids.indexOf(one.id);
    const to = from + by;
    if (to < 0 || to >= ids.length) return Promise.resolve(false);
    const order = [...ids];
    order.splice(to, 0, ...order.splice(from, 1));
    const command = (statements) => ({ do: "reorder", section: section.key, statements });
    return this.do(command(order), () => command(ids));
  }

  /** Take back what was done last, all of it: what the room refuses holds up nothing else, what could not reach the room
   *  is still to be taken back. */
  async undo() {
    const left = [];
    for (const command of [this.back.pop() ?? []].flat()) if (!await this.do(command) && this.app.unreachable) left.push(command);
    if (left.length) this.back.push(left);
    this.app.redraw();
  }

  /** Another tablet changed this note, or it was drafted anew. */
  async refresh() {
    const { state } = this.app;
    if (this.busy || state.reviewed >= state.touched) return;
    this.busy += 1;
    const answer = await this.app.ask({ do: "open", session: state.session });
    this.busy -= 1;
    if (!answer || state !== this.app.state) return;
    this.app.state.review = answer.snapshot.review;
    this.app.state.reviewed = Math.max(answer.snapshot.seq, state.touched);
    this.app.redraw();
  }

  /** The note was laid out or written anew: an earlier session's events are not told here, so it is read again. */
  async reload() {
    const answer = await this.app.ask({ do: "open", session: this.session });
    const { state } = this.app;
    if (!answer || answer.snapshot.session !== state.session) return;
    const { review, note, seq } = answer.snapshot;
    if (this.app.opened === this.app) Object.assign(state, load(answer.snapshot, state.goals)); // nothing else tells of it
    else Object.assign(state, { review, note, reviewed: Math.max(seq, state.touched) });
    this.app.redraw();
  }
}

/** The command that words a statement as it read before, unless somebody has worded it anew since. */
function unedit(one, text) {
  return { do: "edit", statement: one.id, text: one.text, reads: text };
}

/** The command that brings a statement's verdict back. */
function before(one) {
  if (one.verdict === "accepted") return { do: "accept", statements: [one.id] };
  if (one.verdict === "rejected") return { do: "reject", statement: one.id, reason: one.reason };
  return { do: "reopen", statement: one.id };
}
