// The top line: what the room does, how long, how loud.

import { clock, el, say } from "../dom.js";
import { STATES } from "../names.js";
import { t } from "../text.js";
import { Told } from "./notices.js";

const BARS = 6;
const QUIET_DBFS = -60;
const LOUD_DBFS = -12;
const LEVEL_LASTS_MS = 600; // a meter that stands still would look like a microphone that works

export class Bar {
  /** `tools` are buttons of the view that stand at the end of the line. */
  constructor(app, ...tools) {
    this.app = app;
    this.tools = tools;
    this.told = new Told(app);
    this.bars = Array.from({ length: BARS }, () => el("i", {}));
    this.element = el("header", { className: "bar" },
      this.dot = el("span", { className: "dot", "aria-hidden": "true" }),
      el("h1", { tabIndex: -1, "aria-live": "polite" }, this.state = el("span", {})),
      this.time = el("time", { className: "elapsed", role: "timer", "aria-label": t("Elapsed time"), "aria-live": "off" }),
      this.meter = el("span", { className: "meter", role: "img", "aria-label": t("Sound level") }, ...this.bars),
      el("span", { className: "space" }),
      this.room = el("span", { className: "room" }),
      this.told.element, ...tools);
  }

  draw() {
    const { state, room, status } = this.app;
    const name = state.state?.state ?? "created";
    const live = status === "live";
    this.element.className = `bar ${name}${live ? "" : " lost"}`;
    say(this.state, live ? STATES[name] ?? name : t("Not connected"));
    say(this.room, [state.state?.room || room, this.app.microphone.on ? t("this tablet listens") : ""].filter(Boolean).join(" · "));
    this.time.hidden = name === "paused" || name === "unheard";
    for (const tool of this.tools) tool.hidden = name === "paused"; // nothing of it is in view
    this.meter.hidden = !(live && name === "live");
    if (live) say(this.time, clock(this.app.elapsed()));
    this.level(live && name === "live" ? state.level : null);
    this.told.draw();
  }

  level(level) {
    const fresh = level && performance.now() - this.app.leveled < LEVEL_LASTS_MS;
    const part = fresh ? (level.dbfs - QUIET_DBFS) / (LOUD_DBFS - QUIET_DBFS) : 0;
    const lit = Math.round(Math.min(1, Math.max(0, part)) * BARS);
    this.bars.forEach((bar, place) => bar.classList.toggle("lit", place < lit));
    this.meter.classList.toggle("speech", Boolean(fresh && level.speech));
  }
}
