// Who was here lately, kept by the room and not by the browser: one tap fills in everything but consent.

import { el, replace } from "../dom.js";
import { t } from "../text.js";

export class Recent {
  /** `choose(client)` gets one of {client, participants, format, modality, note_format}; `known(note_format)` the room's own. */
  constructor(app, choose, known) {
    this.list = el("div", { className: "chips", role: "group", "aria-label": t("Here lately") });
    this.element = el("section", { className: "recent", hidden: true }, el("h2", {}, t("Here lately")), this.list);
    this.load(app, choose, known);
  }

  async load(app, choose, known) {
    if (app.person?.role === "viewer") return;
    const answer = await app.ask({ do: "recent" });
    if (!answer) return;
    known(answer.note_format);
    this.element.hidden = !answer.clients.length;
    replace(this.list, ...answer.clients.map((client) => this.chip(client, choose)));
  }

  chip(client, choose) {
    const others = client.participants.filter((person) => person.name !== client.client).map((person) => person.name);
    const chip = el("button", { type: "button", className: "chip", "aria-pressed": "false", onclick: () => {
      for (const each of this.list.children) each.ariaPressed = String(each === chip);
      choose(client);
    } }, [client.client, ...others].join(", "));
    return chip;
  }
}
