// Measures over time: a small line each, on the whole of its scale, and the same in words for whoever can't see it.

import { el, svg } from "../dom.js";
import { day, t } from "../text.js";

const WIDE = 240;
const HIGH = 64;
const EDGE = 6; // so that no dot is cut

/** @param {{value: number, date: string}[]} points oldest first; `range` the least and the most of the scale */
export function line(name, points, range) {
  const latest = points.at(-1);
  const told = points.map((point) => t("{value} on {date}", { value: point.value, date: day(point.date) })).join(", ");
  return el("figure", { className: "measure" },
    el("figcaption", {}, el("span", {}, name), el("strong", {}, String(latest.value)), el("span", { className: "muted" }, day(latest.date))),
    drawing(points, range, `${name}: ${told}`),
    el("span", { className: "muted range", "aria-hidden": "true" }, `${range[0]}–${range[1]}`));
}

function drawing(points, [least, most], label) {
  const days = points.map((point) => Date.parse(point.date));
  const [first, last] = [days[0], days.at(-1)];
  const x = (place) => last === first ? WIDE / 2 : EDGE + ((days[place] - first) / (last - first)) * (WIDE - 2 * EDGE);
  const y = (value) => HIGH - EDGE - ((value - least) / (most - least)) * (HIGH - 2 * EDGE);
  const places = points.map((point, place) => [x(place).toFixed(1), y(point.value).toFixed(1)]);
  return svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": label, class: "line" },
    svg("path", { class: "ground", d: `M0 ${y(least)}H${WIDE}M0 ${y(most)}H${WIDE}` }),
    svg("polyline", { points: places.map((place) => place.join()).join(" ") }),
    ...places.map(([cx, cy], place) => svg("circle", { cx, cy, r: place === places.length - 1 ? 4.5 : 2.5 })));
}
