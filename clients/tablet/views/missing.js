// What a progress note must carry and this session did not give. Named, never invented.

import { el, replace } from "../dom.js";

export class Missing {
  constructor(app) {
    this.app = app;
    this.list = el("ul", {});
    this.element = el("section", { className: "missing", "aria-label": "Not in this note", hidden: true }, el("h3", {}, "Not in this note"), this.list);
  }

  draw() {
    const { note, sections } = this.app.state;
    if (note === this.drawn) return;
    this.drawn = note;
    const texts = note?.final ? missing(note, [...sections.values()]) : [];
    this.element.hidden = !texts.length;
    replace(this.list, ...texts.map((text) => el("li", {}, text)));
  }
}

/** What the room names, or else the sections that stayed empty. */
function missing(note, sections) {
  if (note.missing) return note.missing.map((one) => one.text);
  return sections.filter((section) => !section.statements.length).map((section) => `${section.title}: nothing that was said belongs here.`);
}
