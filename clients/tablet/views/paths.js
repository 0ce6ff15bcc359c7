// Symptoms and goals over time: beside the measures, a quiet row each. Every note is a tick, and where it speaks of the
// thing a dot; the same in words for whoever can't see it. How often is all that it tells: it is read, not scored.

import { el, svg } from "../dom.js";
import { count, day, t } from "../text.js";

const WIDE = 240;
const HIGH = 20;
const EDGE = 6; // so that no dot is cut

/** @param {string[]} dates of all notes, oldest first; @param {{date: string}[]} points those that speak of it */
export function path(name, points, dates) {
  const told = points.map((point) => day(point.date)).join(", ");
  return el("li", { className: "path" },
    el("span", { className: "path-name" }, name),
    drawing(points, dates, points.length ? t("{name}: noted on {dates}", { name, dates: told }) : t("{name}: in no note yet", { name })),
    el("span", { className: "muted" }, points.length
      ? t("{notes}, last {date}", { notes: count(points.length, "{n} note", "{n} notes"), date: day(points.at(-1).date) })
      : t("not yet")));
}

function drawing(points, dates, label) {
  const [first, last] = [Date.parse(dates[0]), Date.parse(dates.at(-1))];
  const x = (date) => (last === first ? WIDE / 2 : EDGE + ((Date.parse(date) - first) / (last - first)) * (WIDE - 2 * EDGE)).toFixed(1);
  return svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": label, class: "line" },
    svg("path", { class: "ground", d: `M0 ${HIGH / 2}H${WIDE}${dates.map((date) => `M${x(date)} 6V14`).join("")}` }),
    ...points.map((point) => svg("circle", { cx: x(point.date), cy: HIGH / 2, r: 4 })));
}
