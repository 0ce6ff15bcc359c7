// Before a session: what this client's last notes say that matters today. Each line leads to the note it is from.

import { el } from "../dom.js";
import { count, day, t } from "../text.js";
import { show } from "./confirm.js";
import { line } from "./lines.js";
import { path } from "./paths.js";

const PARTS = [
  ["homework", t("Agreed for now")], ["homework_outcome", t("What came of the last one")], ["risks", t("About safety")],
  ["themes", t("Last time")], ["medication", t("Medication")],
];

/** Show it; a line that is tapped opens the note it is from. */
export async function brief(app, client) {
  const answer = await app.ask({ do: "brief", client });
  if (!answer) return;
  const session = await show((dialog) => page(client, answer.brief, (chosen) => dialog.close(chosen)), "wide");
  if (session) app.open(session);
}

function page(client, told, open) {
  const parts = PARTS.filter(([key]) => told[key].length).map(([key, title]) => part(title, told[key].map((each) => row(each, open))));
  const quiet = told.goals.filter((goal) => goal.quiet);
  if (quiet.length) parts.push(part(t("Goals not touched lately"), quiet.map((goal) => el("li", {}, goal.text))));
  const lines = Object.entries(told.measures).map(([name, points]) => line(name, points, told.ranges[name]));
  return el("form", { method: "dialog", className: "brief" },
    el("h2", { id: "question" }, client),
    el("p", { className: "muted" }, told.last
      ? t("{notes}, the last one on {date}", { notes: count(told.sessions, "{n} note", "{n} notes"), date: day(told.last.date) })
      : t("No note yet.")),
    lines.length ? el("div", { className: "measures" }, ...lines) : null,
    over(t("Symptoms over time"), Object.entries(told.symptoms).map(([name, points]) => path(t(name), points, told.dates))),
    over(t("Goals over time"), told.dates.length ? told.goals.map((goal) => path(goal.text, goal.points, told.dates)) : []),
    parts.length ? el("div", { className: "brief-parts" }, ...parts) : null,
    el("div", { className: "choices" }, el("button", { value: "", className: "large" }, t("Close"))));
}

function over(title, paths) {
  return paths.length ? el("section", { className: "paths" }, el("h3", {}, title), el("ul", {}, ...paths)) : null;
}

function part(title, rows) {
  return el("section", {}, el("h3", {}, title), el("ul", {}, ...rows));
}

function row(each, open) {
  return el("li", {}, el("button", { type: "button", className: "brief-line", onclick: () => open(each.session) },
    el("span", {}, each.text), el("span", { className: "time" }, day(each.date))));
}
