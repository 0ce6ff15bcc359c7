// The note as a file. A draft leaves only when it is asked for as one, and says so.

import { bytes } from "../base64.js";
import { el } from "../dom.js";
import { t } from "../text.js";
import { show } from "./confirm.js";

const FORMS = [["pdf", "PDF"], ["docx", "Word (DOCX)"], ["text", t("Text")], ["fhir", t("For a health record (FHIR)")], ["markdown", "Markdown"]];

export async function exported(app, session, signed) {
  const form = await show(() => el("form", { method: "dialog" },
    el("h2", { id: "question" }, signed ? t("Export the note") : t("Export the draft")),
    el("p", {}, t("The file is kept where this tablet keeps its downloads. Take care who can read it there.")),
    el("div", { className: "people-here" }, ...FORMS.map(([value, text]) => el("button", { value, className: "large" }, text))),
    el("div", { className: "choices" }, el("button", { value: "", className: "large" }, t("Cancel")))));
  const answer = form && await app.ask({ do: "export", session, form, draft: !signed });
  if (answer) save(answer);
}

function save({ name, media_type, data }) {
  const address = URL.createObjectURL(new Blob([bytes(data)], { type: media_type }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000); // nothing of the note stays in memory
}
