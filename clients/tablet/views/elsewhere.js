// A client's signed notes from every room of the clinic, to be read before a session.

import { el } from "../dom.js";
import { day, t } from "../text.js";
import { show } from "./confirm.js";

/** The button that leads there, for the name that `client()` gives. */
export function everyRoom(app, client) {
  return el("button", { type: "button", onclick: () => elsewhere(app, client()) }, t("Notes from every room"));
}

async function elsewhere(app, client) {
  const answer = await app.ask({ do: "history", client });
  if (answer) await show(() => page(client, answer.notes), "wide");
}

function page(client, notes) {
  return el("form", { method: "dialog", className: "brief" },
    el("h2", { id: "question" }, client),
    notes.length ? el("div", {}, ...notes.map(note)) : el("p", { className: "muted" }, t("No room of the clinic has a signed note.")),
    el("div", { className: "choices" }, el("button", { value: "", className: "large" }, t("Close"))));
}

function note(one) {
  const head = [one.signed_at ? day(one.signed_at.slice(0, 10)) : "", one.room, one.format].filter(Boolean).join(" · ");
  return el("details", {}, el("summary", {}, head),
    ...one.wrong.map((text) => el("p", { role: "alert" }, text)),
    ...one.sections.map((section) => el("section", {}, el("h3", {}, section.title),
      el("ul", {}, ...section.statements.map((text) => el("li", {}, text))))),
    ...one.signatures.map((signed) => el("p", { className: "muted" }, [signed.line, signed.text].filter(Boolean).join("\n"))));
}
