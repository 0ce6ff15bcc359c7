// Who speaks, as it is shown. Pure.

import { ROLES } from "./names.js";
import { t } from "./text.js";

/** Role and name to show for an utterance: before it is complete, what is known of its speaker. */
export function whose(state, said) {
  const named = state.names.get(said.speaker);
  const role = said.role !== "unknown" ? said.role : named?.role ?? lately(state, said.speaker);
  const number = /\d+/.exec(said.speaker)?.[0];
  return { role, name: named?.name || (role === "unknown" ? t("Speaker {number}", { number: number ?? "?" }) : ROLES[role]) };
}

/** The role in which this voice was last heard. */
function lately(state, speaker) {
  return [...state.said.values()].findLast((said) => said.speaker === speaker && said.role !== "unknown")?.role ?? "unknown";
}

/** Every voice that was heard so far: [{label, role, name}] in the order of their labels. */
export function voices(state) {
  const found = new Map();
  for (const said of state.said.values()) {
    if (said.speaker && !said.struck && (said.text || said.draft)) found.set(said.speaker, whose(state, said));
  }
  return [...found].map(([label, person]) => ({ label, ...person })).sort(byLabel);
}

const byLabel = (a, b) => a.label.localeCompare(b.label, "en", { numeric: true });
