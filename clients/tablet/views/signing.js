// The end of a note: what is still open is said, then it is signed; after that only addenda.

import { Added } from "../added.js";
import { el } from "../dom.js";
import { count, t } from "../text.js";
import { show } from "./confirm.js";

/** Ask for the signature, with a check of what is missing: `open` is {missing, doubts, findings, unread}. `same()` tells
 *  whether the note is still the one that was read when it is given. */
export async function sign(app, desk, same, open) {
  const beside = el("input", { id: "cosigner", autocomplete: "off", spellcheck: false, maxLength: 120 });
  const given = await show((dialog) => form(dialog, {
    question: t("Sign this note?"), yes: t("Sign"), before: check(open), name: signer(app),
    after: [
      el("details", {}, el("summary", {}, t("I am supervised")), el("label", { for: "cosigner" }, t("Who signs beside me")), beside),
      el("p", { className: "muted" }, t("Signing is final and destroys the sound.")),
    ],
  }));
  return Boolean(given) && await same() && desk.do({ do: "sign", ...JSON.parse(given), cosigner: beside.value.trim() });
}

/** Ask for a signature beside the first one. */
export async function cosign(app, desk, first) {
  const given = await show((dialog) => form(dialog, {
    question: t("Sign beside {who}?", { who: first }), yes: t("Sign"), before: null, name: signer(app),
  }));
  return Boolean(given) && desk.do({ do: "cosign", ...JSON.parse(given) });
}

/** Ask for an entry below a signed note. */
export async function amend(app, desk) {
  const kept = app.unsigned.get(desk.session) ?? { text: "", added: new Added() };
  app.unsigned.set(desk.session, kept);
  const text = el("textarea", { id: "addendum", rows: 5, maxLength: 40000, value: kept.text, oninput: () => { kept.text = text.value; } });
  const given = await show((dialog) => form(dialog, {
    question: t("Add an addendum"), yes: t("Sign the addendum"), name: signer(app), text,
    before: el("div", { className: "spans" }, el("label", { for: "addendum" }, t("What is to be added")), text),
  }));
  const signed = Boolean(given) && await kept.added.ask({ do: "addendum", ...JSON.parse(given), text: text.value.trim() }, (command) => desk.do(command));
  if (signed) app.unsigned.delete(desk.session);
  return signed;
}

/** [name, credentials] as far as they are known: “Marian Cole, LCSW” is both. Where the person's own record says no
 *  credentials, the client's chart may, or what they signed here last. */
function signer(app) {
  const name = app.person?.name ?? app.clinician ?? "";
  const plain = parts(name)[0];
  const known = [name, app.clinician ?? "", lately].map(parts).filter(([each]) => each.toLowerCase() === plain.toLowerCase());
  return [plain, known.map(([, credentials]) => credentials).find(Boolean) ?? ""];
}

let lately = ""; // kept by the page only

function parts(named) {
  const [name, ...credentials] = named.split(",");
  return [name.trim(), credentials.join(",").trim()];
}

function check({ missing, doubts, findings, unread }) {
  const rows = [
    ...missing.map((one) => one.text),
    doubts ? count(doubts, "{n} passage heard in two ways was not listened to.", "{n} passages heard in two ways were not listened to.") : "",
    findings ? count(findings, "{n} finding was not looked at.", "{n} findings were not looked at.") : "",
    unread ? count(unread, "{n} statement was not marked as right.", "{n} statements were not marked as right.") : "",
  ].filter(Boolean);
  if (!rows.length) return el("p", { className: "effect" }, t("Nothing is missing."));
  return el("section", { className: "check", "aria-label": t("Still open") }, el("h3", {}, t("Still open")), el("ul", {}, ...rows.map((row) => el("li", {}, row))));
}

function form(dialog, { question, yes, before, after = [], name, text = null }) {
  const who = el("input", { id: "signer", autocomplete: "off", spellcheck: false, maxLength: 120, value: name[0] });
  const credentials = el("input", { id: "credentials", autocomplete: "off", spellcheck: false, maxLength: 120, placeholder: "LCSW", value: name[1] });
  const wanted = [
    [who, t("Your name is missing.")],
    [credentials, t("Your credentials are missing: they stand under every signature. Such as PhD or LCSW.")],
    ...(text ? [[text, t("The addendum is empty.")]] : []),
  ];
  const wrong = el("p", { className: "message", role: "alert" });
  const done = () => {
    for (const [field, lacks] of wanted) {
      if (field.value.trim()) continue;
      wrong.textContent = lacks;
      field.focus();
      return;
    }
    lately = `${who.value}, ${credentials.value}`;
    dialog.close(JSON.stringify({ name: who.value.trim(), credentials: credentials.value.trim() }));
  };
  return el("form", { onsubmit: (event) => { event.preventDefault(); done(); } },
    el("h2", { id: "question" }, question), before,
    el("label", { for: "signer" }, t("Your name")), who,
    el("label", { for: "credentials" }, t("Credentials")), credentials, wrong, ...after,
    el("div", { className: "choices" },
      el("button", { type: "button", className: "large", onclick: () => dialog.close("") }, t("Cancel")),
      el("button", { type: "submit", className: "primary large" }, yes)));
}
