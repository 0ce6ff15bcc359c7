// Who was here lately, kept by the room and not by the browser: one tap fills in everything but consent.

import { el, replace } from "../dom.js";
import { t } from "../text.js";
import { brief } from "./brief.js";
import { everyRoom } from "./elsewhere.js";

export class Recent {
  /** `choose(client)` gets one of {client, participants, format, modality, note_format}; `known(note_format)` the room's own. */
  constructor(app, choose, known) {
    this.app = app;
    this.choose = choose;
    this.list = el("div", { className: "chips", role: "group", "aria-label": t("Here lately") });
    this.lately = el("div", { className: "lately", hidden: true }, el("h2", {}, t("Here lately")), this.list);
    this.chosen = el("div", { className: "chips", hidden: true },
      el("button", { type: "button", onclick: () => brief(app, this.client) }, t("Before this session")),
      el("button", { type: "button", className: "quiet", onclick: () => this.show(null) }, t("Somebody else")));
    this.typed = "";
    this.rooms = el("div", { className: "chips", hidden: true }, everyRoom(app, () => this.client || this.typed));
    this.element = el("section", { className: "recent" }, this.lately, this.chosen, this.rooms);
    this.load(known);
  }

  async load(known) {
    if (this.app.person?.role === "viewer") return;
    const answer = await this.app.ask({ do: "recent" });
    if (!answer) return;
    known(answer.note_format);
    this.clinic = answer.clinic;
    replace(this.list, ...answer.clients.map((client) => this.chip(client)));
    this.show(null);
  }

  chip(client) {
    const others = client.participants.filter((person) => person.name !== client.client).map((person) => person.name);
    return el("button", { type: "button", className: "chip", onclick: () => {
      this.show(client.client);
      this.choose(client);
    } }, [client.client, ...others].join(", "));
  }

  /** Once somebody is chosen, or typed (""), nobody else's name is on the screen: it may be shown to them. */
  show(client, typed = "") {
    this.client = client;
    this.typed = typed.trim();
    this.chosen.hidden = !client;
    this.rooms.hidden = !this.clinic || !(client || this.typed);
    this.lately.hidden = client !== null || !this.list.children.length;
  }
}
