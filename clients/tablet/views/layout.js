// In which format the note stands, and writing a section anew. What the clinician wrote stays.

import { el } from "../dom.js";
import { t } from "../text.js";
import { show } from "./confirm.js";

const HINTS = [["", t("As it comes")], ["shorter", t("Shorter")], ["longer", t("In more detail")]];

/** Ask for another format, and lay the note out in it. */
export async function reformat(app, desk) {
  const answer = await app.ask({ do: "formats" });
  if (!answer) return false;
  const now = app.state.note?.format;
  const chosen = await show(() => el("form", { method: "dialog" },
    el("h2", { id: "question" }, t("Which format?")),
    el("p", {}, t("The same evidence under other headings. What you wrote yourself stays.")),
    el("div", { className: "formats" }, ...answer.formats.map((format) =>
      el("button", { value: format.key, className: format.key === now ? "chosen" : "", "aria-current": String(format.key === now) },
        el("strong", {}, known(format)), el("span", { className: "muted" }, format.about)))),
    el("div", { className: "choices" }, el("button", { value: "", className: "large" }, t("Cancel")))));
  if (!chosen || chosen === now) return false;
  return done(desk, await app.ask({ do: "format", session: desk.session, format: chosen }));
}

/** With the short name that stands on paper, where that is made of its first letters. */
function known({ key, title }) {
  const letters = title.split(", ").map((word) => word[0]).join("");
  return letters === key ? `${title} (${key})` : title;
}

/** Ask how, and have a section written anew. */
export async function anew(app, desk, section) {
  const hint = await show(() => el("form", { method: "dialog" },
    el("h2", { id: "question" }, t("Rewrite “{section}”?", { section: section.title })),
    el("p", {}, t("From the same evidence. What you wrote yourself stays.")),
    el("div", { className: "people-here" }, ...HINTS.map(([value, text]) => el("button", { value: `x${value}`, className: "large" }, text))),
    el("div", { className: "choices" }, el("button", { value: "", className: "large" }, t("Cancel")))));
  if (!hint) return false;
  return done(desk, await app.ask({ do: "regenerate", session: desk.session, section: section.key, hint: hint.slice(1) }));
}

async function done(desk, answer) {
  if (answer) await desk.reload();
  return Boolean(answer);
}
