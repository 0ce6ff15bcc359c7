// Taking back what was said: the last minutes, or what was chosen in the words.

import { clock, el, say } from "../dom.js";
import { count as counted, t } from "../text.js";
import { confirm } from "./confirm.js";
import { segmented } from "./segmented.js";

const SPANS = [["30", t("30 seconds")], ["60", t("1 minute")], ["300", t("5 minutes")]];
const GONE = t("The words, what the note made of them, and their sound are removed for good.");

/** Ask how much of the last minutes to take back, and do it. */
export async function strikeLast(app) {
  const { session } = app.state;
  const effect = el("p", { className: "effect", "aria-live": "polite" });
  const span = segmented(t("How far back"), SPANS, "30", { hiddenLegend: true, onchange: tell });
  function tell() {
    const from = app.elapsed() - Number(span.value);
    const count = said(app).filter((one) => middle(one) >= from).length;
    say(effect, count ? `${counted(count, "One thing was said", "{n} things were said")} ${t("since {time}.", { time: clock(from) })}` : t("Nothing was written down in that time yet."));
  }
  tell();
  const body = el("div", { className: "spans" }, span.element, effect);
  const yes = await confirm({ question: t("Take back the last…"), detail: GONE, body, yes: t("Take back"), danger: true });
  return yes && done(app, await app.ask({ do: "strike", last_s: Number(span.value), session }));
}

/** Ask whether to take back these utterances, and do it. */
export async function strikeThese(app, ids) {
  const { session } = app.state;
  const chosen = said(app).filter((one) => ids.has(one.id));
  const body = el("ul", { className: "quotes" }, ...chosen.map((one) => el("li", {}, one.text)));
  const many = chosen.length > 1;
  const question = many ? t("Take back these {n} things?", { n: chosen.length }) : t("Take this back?");
  if (!await confirm({ question, detail: GONE, body, yes: t("Take back"), danger: true })) return false;
  for (const one of chosen) {
    const answer = await app.ask({ do: "strike", span: [one.start, one.end], session });
    if (!done(app, answer)) return false;
  }
  return true;
}

function done(app, answer) {
  if (answer) app.tell("info", t("Taken back. It is gone from the words, the note and the sound."));
  return Boolean(answer);
}

const said = (app) => [...app.state.said.values()].filter((one) => !one.struck && (one.text || one.draft));
const middle = (one) => (one.start + one.end) / 2;
