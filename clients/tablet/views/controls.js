// The large buttons of a session. Pause is one touch, always in the same place; what can't be undone asks first.

import { el, say } from "../dom.js";
import { once } from "../once.js";
import { t } from "../text.js";
import { confirm } from "./confirm.js";
import { mark } from "./jottings.js";
import { strikeLast } from "./strike.js";

export class Controls {
  /** `keep()` sends what is being written to be kept. Nobody waits for it: a full disk must not keep a session from ending. */
  constructor(app, keep) {
    this.app = app;
    this.keep = keep;
    this.pause = button("primary", t("Pause"), t("off the record"), () => this.ask("pause", this.pause));
    this.resume = button("primary", t("Resume"), t("listen again"), () => this.ask("resume", this.resume));
    this.mark = button("", t("Mark"), t("this moment"), once(() => mark(app)));
    this.strike = button("", t("Take back"), t("the last 30 seconds"), () => strikeLast(app));
    this.stop = button("", t("Stop"), t("and write the note"), () => this.askStop());
    this.element = el("footer", { className: "controls" }, this.pause, this.resume, this.mark, this.strike, this.stop);
  }

  /** `few`: only what a glance needs. */
  draw(few = false) {
    const paused = this.app.state.state?.state === "paused";
    const focused = document.activeElement === (paused ? this.pause : this.resume);
    this.pause.hidden = paused;
    this.resume.hidden = !paused;
    this.mark.hidden = paused || few;
    this.strike.hidden = this.stop.hidden = few;
    if (focused) (paused ? this.resume : this.pause).focus();
  }

  /** One question at a time: until it is answered the button says that it waits. */
  async ask(what, pressed, session = this.app.state.session) {
    if (pressed.ariaBusy === "true") return;
    const small = pressed.lastChild;
    const usual = small.textContent;
    pressed.ariaBusy = "true";
    say(small, t("waiting for the room…"));
    await this.app.ask({ do: what, session });
    pressed.ariaBusy = "false";
    say(small, usual);
  }

  async askStop() {
    const { session } = this.app.state; // the one that the question is about
    const yes = await confirm({
      question: t("End this session?"),
      detail: t("Listening stops and the note is written for your review."),
      yes: t("End session"), no: t("Go on"),
    });
    if (!yes) return;
    this.keep(); // what is refused stays where it was written, and is told when the page changes
    await this.ask("stop", this.stop, session);
  }
}

function button(kind, name, effect, onclick) {
  return el("button", { className: `${kind} large`, type: "button", onclick }, name, el("small", {}, effect));
}
