// What the page says, in the person's language. The English sentence is its own key: what has no translation stays English.

import { ES } from "./languages/es.js";

const CHOSEN = "scribe.language"; // kept in the browser only when the person chose, not clinical
const TRANSLATIONS = { es: ES };

export const LANGUAGES = [["en", "English"], ["es", "Español"]];
export const language = pick();

function pick() {
  const wanted = [localStorage.getItem(CHOSEN), ...navigator.languages].filter(Boolean).map((tag) => tag.slice(0, 2));
  return wanted.find((tag) => tag === "en" || tag in TRANSLATIONS) ?? "en";
}

/** Keep this language and show the page in it. */
export function choose(tag) {
  localStorage.setItem(CHOSEN, tag);
  location.reload();
}

/** `english` in the person's language, each `{name}` in it replaced by `values.name`. */
export function t(english, values = {}) {
  const text = TRANSLATIONS[language]?.[english] ?? english;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Why something was not done, and what to do next: {text, hint}; null where nobody said why. */
export function refused(refusal) {
  return [refusal?.text ?? "That did not work.", refusal?.hint ?? "Try again."].filter(Boolean).map((each) => t(each)).join(" ");
}

/** The form for one, or the form for another number, which `{n}` stands for. */
export function count(n, one, many) {
  return t(n === 1 ? one : many, { n });
}

/** A day (YYYY-MM-DD) as a person writes it. */
export function day(date) {
  return new Date(`${date}T12:00`).toLocaleDateString(language, { day: "numeric", month: "short", year: "numeric" });
}

document.documentElement.lang = language;
