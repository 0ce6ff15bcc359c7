// Who is who: the voices that were heard, and the question whose voice it is.

import { el, replace } from "../dom.js";
import { ROLES } from "../names.js";
import { voices } from "../people.js";
import { t } from "../text.js";
import { show } from "./confirm.js";
import { segmented } from "./segmented.js";

const CHOICES = ["therapist", "client", "partner", "parent", "child", "other"];

export class Who {
  constructor(app) {
    this.app = app;
    this.drawn = "";
    this.list = el("ul", {});
    this.element = el("nav", { className: "voices", "aria-label": t("Who is who") }, this.list);
  }

  draw() {
    const heard = voices(this.app.state);
    const key = JSON.stringify(heard);
    this.element.hidden = !heard.length;
    if (key === this.drawn) return;
    this.drawn = key;
    const focused = this.list.contains(document.activeElement) && document.activeElement.dataset.label;
    replace(this.list, ...heard.map((voice) => el("li", {}, this.chip(voice))));
    if (focused) this.list.querySelector(`[data-label="${CSS.escape(focused)}"]`)?.focus();
  }

  chip(voice) {
    const chip = el("button", {
      type: "button", className: `voice ${voice.role}`, onclick: () => ask(this.app, voice),
      "aria-label": t("{name}: change who this is", voice),
    }, swatch(), el("span", { className: "name" }, voice.name));
    chip.dataset.label = voice.label;
    return chip;
  }
}

/** The colour of a voice: of the role that the element around it has. */
export const swatch = () => el("span", { className: "swatch", "aria-hidden": "true" });

/** Ask whose voice this is; one tap for a person who is known to be here. */
export async function ask(app, voice) {
  const { session } = app.state;
  const answer = await show((dialog) => question(app, voice, dialog));
  if (answer) await app.ask({ do: "name", speaker: voice.label, ...JSON.parse(answer), session });
}

function question(app, voice, dialog) {
  const close = (role, name) => dialog.close(JSON.stringify({ role, name: name || null }));
  const role = segmented(t("Role"), CHOICES.map((each) => [each, ROLES[each]]), CHOICES.includes(voice.role) ? voice.role : "client");
  const name = el("input", { id: "voice-name", autocomplete: "off", spellcheck: false, maxLength: 80 });
  return el("form", { onsubmit: (event) => { event.preventDefault(); close(role.value, name.value.trim()); } },
    el("h2", { id: "question" }, t("Whose voice is “{name}”?", voice)),
    latest(app, voice),
    el("div", { className: "people-here" }, ...here(app).map((person) =>
      el("button", { type: "button", className: `voice ${person.role}`, onclick: () => close(person.role, person.name) },
        swatch(),
        el("span", { className: "name" }, person.name || ROLES[person.role]),
        person.name ? el("span", { className: "muted" }, ROLES[person.role]) : null))),
    el("details", {},
      el("summary", {}, t("Somebody else")),
      role.element,
      el("label", { for: name.id }, t("Name, if you like")), name,
      el("button", { className: "primary", type: "submit" }, t("Save"))),
    el("div", { className: "choices" }, el("button", { type: "button", className: "large", onclick: () => dialog.close("") }, t("Cancel"))));
}

const here = (app) => [{ role: "therapist", name: "" }, ...app.state.consents];

/** What this voice said last, so that one knows whom one names. */
function latest(app, voice) {
  const last = [...app.state.said.values()].filter((said) => said.speaker === voice.label && said.text).at(-1);
  return last ? el("blockquote", { className: voice.role }, el("p", {}, last.text)) : null;
}
