// The connection is gone, or the room's disk takes nothing: what that means, and what still works.

import { el, say } from "../dom.js";
import { t } from "../text.js";

const MEANS = {
  live: t("Nothing is lost: the room goes on listening, and what you miss appears here. Pause and Stop are sent as soon as it is back."),
  paused: t("Nothing is lost. The room stays off the record until you resume."),
  ended: t("Nothing is lost: the room goes on writing the note."),
};
const EAR = t("Nothing is lost: this tablet goes on listening and sends the sound when the connection is back. Pause works at once.");
const UNSAVED = {
  full: [
    t("The room's device can't save right now: its disk is full."),
    t("It goes on listening. What is said and written waits, and appears here when it is saved. Free some space on its disk."),
  ],
  unwritable: [
    t("The room's device can't save right now: its disk can't be written."),
    t("It goes on listening. What is said and written waits, and appears here when it is saved. Your IT person should look at its disk today."),
  ],
};
const ELSE = t("Nothing is lost. What is on this screen stays readable.");

export class Lost {
  constructor(app) {
    this.app = app;
    this.element = el("div", { className: "lost-banner", role: "status" }, this.what = el("strong", {}), this.means = el("span", {}));
  }

  draw() {
    const lost = this.app.status !== "live";
    const [what, means] = lost ? [t("Connection lost. Trying again…"), this.meaning()] : UNSAVED[this.app.state.unsaved] ?? ["", ""];
    this.element.classList.toggle("shown", what !== "");
    say(this.what, what);
    say(this.means, means);
  }

  meaning() {
    const state = this.app.state.state?.state;
    return state === "live" && this.app.microphone.on ? EAR : MEANS[state] ?? ELSE;
  }
}
