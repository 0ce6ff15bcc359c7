// A code for a new tablet: as a picture to be scanned there, and as letters to be typed.

import { el, svg } from "../dom.js";
import { t } from "../text.js";

const QUIET = 4; // modules of white around a QR code, which a camera needs (ISO/IEC 18004)

export function newCode({ code, url, fingerprint, picture }) {
  const size = picture.length + 2 * QUIET;
  const drawn = svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": t("The code as a picture"), "shape-rendering": "crispEdges" },
    svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: path(picture), fill: "#000" }));
  return [drawn, el("div", {},
    el("p", {}, t("Scan the picture with the new tablet, or open {url} there and type:", { url })),
    el("p", { className: "code-text" }, code),
    el("p", { className: "muted" }, t("Good once, for two minutes.")),
    fingerprint ? el("p", { className: "muted" }, t("Its first time here? Open {url}/trust.html first.", { url })) : null)];
}

/** Each dark module as a square. */
function path(rows) {
  return rows.flatMap((row, y) => Array.from(row, (module, x) => (module === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ""))).join("");
}
