// Who may see this room: a one-time code from the device's own console.

import { el, say } from "../dom.js";
import { t } from "../text.js";

export class PairView {
  constructor(app, refusal) {
    this.app = app;
    this.code = el("input", {
      id: "code", name: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: false, maxLength: 12,
      placeholder: "XXXX-XXXX", className: "code", "aria-describedby": "code-help", autofocus: true,
    });
    this.code.setAttribute("autofocus", "");
    this.message = el("p", { className: "message", role: "alert" });
    this.button = el("button", { className: "primary", type: "submit" }, t("Pair this tablet"));
    this.element = el("main", { className: "pair" },
      el("form", { className: "card", onsubmit: (event) => { event.preventDefault(); this.pair(this.code.value); } },
        el("img", { src: "/icon.svg", alt: "", width: 56, height: 56 }),
        el("h1", { tabIndex: -1 }, t("Pair with the room")),
        el("p", { id: "code-help", className: "muted" },
          t("Type the code that the room's device shows. On the device, this makes a new one:"), " ", el("kbd", {}, "scribe pair")),
        el("label", { for: "code" }, t("Pairing code")),
        this.code, this.message, this.button));
    if (refusal) this.refuse(refusal);
  }

  pair(code) {
    if (!code.trim()) {
      say(this.message, t("Type the code first."));
      this.code.focus();
      return;
    }
    this.button.disabled = true;
    say(this.message, "");
    this.app.connection.pair(code.trim(), deviceName());
  }

  refuse(refusal) {
    say(this.message, [refusal.text, refusal.hint].filter(Boolean).map((text) => t(text)).join(" "));
  }
}

/** A name for the list of devices: what kind of machine this is, not whose. */
function deviceName() {
  const known = ["iPad", "iPhone", "Android", "Windows", "Macintosh", "Linux"];
  return `${known.find((name) => navigator.userAgent.includes(name)) ?? "Browser"} tablet`;
}
