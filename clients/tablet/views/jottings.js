// The clinician's own marks and observations: made with a touch, shown where they were made.

import { clock, el } from "../dom.js";
import { show } from "./confirm.js";

export async function mark(app) {
  const at = app.elapsed();
  if (await app.ask({ do: "mark" })) app.tell("info", `Marked at ${clock(at)}.`);
}

/** Ask for an observation, and keep it. */
export async function observe(app) {
  const text = await show((dialog) => question(dialog));
  if (text && await app.ask({ do: "jot", text })) app.tell("info", "Your observation is kept, as yours.");
}

function question(dialog) {
  const text = el("textarea", { id: "observation", rows: 4, maxLength: 1000, "aria-describedby": "observation-help" });
  return el("form", { onsubmit: (event) => { event.preventDefault(); dialog.close(text.value.trim()); } },
    el("label", { for: "observation" }, el("h2", { id: "question" }, "What do you observe?")),
    el("p", { id: "observation-help", className: "muted" }, "It is kept in your words, as your observation, apart from what was said."),
    text,
    el("div", { className: "choices" },
      el("button", { type: "button", className: "large", onclick: () => dialog.close("") }, "Cancel"),
      el("button", { type: "submit", className: "primary large" }, "Keep")));
}

/** What stands below an utterance: the jottings made while it was the last one. */
export function beside(jottings) {
  return jottings.map((jotting) => el("li", {}, jotting.text ? `Your observation: ${jotting.text}` : "Marked"));
}
