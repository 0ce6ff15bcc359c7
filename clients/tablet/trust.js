// Installing the device's own authority on a tablet, step by step. Shown before anything is paired.

import { el, replace } from "./dom.js";
import { t } from "./text.js";

const IPAD = [
  t("Tap “Get the certificate” and allow the download."),
  t("Open Settings. Tap “Profile Downloaded”, then Install, and enter the tablet's passcode."),
  t("In Settings, open General, About, Certificate Trust Settings, and switch on the Scribe device."),
  t("Compare the fingerprint under “More Details” with the one below and with the one on the device's console."),
];
const ANDROID = [
  t("Tap “Get the certificate” and save the file."),
  t("Open Settings, Security and privacy, More security settings, Install from device storage, CA certificate."),
  t("Tap “Install anyway”, confirm with the screen lock and choose the file."),
  t("Compare the fingerprint under “View security certificate”, User, with the one below and with the one on the device's console."),
];

async function begin() {
  const main = document.querySelector("main");
  const told = await trust();
  replace(main,
    el("h1", {}, t("Trust this room's device")),
    told?.own ? intro() : el("p", {}, t("Nothing has to be installed: this device uses a certificate that your tablet knows, or no network.")),
    told?.own ? steps("iPad", IPAD) : null,
    told?.own ? steps("Android", ANDROID) : null,
    told?.fingerprint ? seal(told) : null,
    el("p", {}, el("a", { href: "/" }, t("Go on to the room"))));
}

async function trust() {
  try {
    const answer = await fetch("/trust.json", { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function intro() {
  return el("section", { className: "card" },
    el("p", {}, t("The connection between this tablet and the device is encrypted with a certificate that the device made itself. Install it once; then this browser shows no warning and the page can be kept on the home screen.")),
    el("a", { className: "button", href: "/authority.crt", download: "scribe-room.crt" }, t("Get the certificate")));
}

function steps(system, texts) {
  return el("section", { className: "card" }, el("h2", {}, system), el("ol", {}, ...texts.map((text) => el("li", {}, text))));
}

function seal({ fingerprint }) {
  return el("section", { className: "card" },
    el("h2", {}, t("Fingerprint (SHA-256)")), el("p", { className: "fingerprint" }, fingerprint));
}

begin();
