// What stands for the words of the protocol: roles, states, kinds of risk.

import { t } from "./text.js";

export const ROLES = {
  therapist: t("Therapist"), client: t("Client"), partner: t("Partner"), parent: t("Parent"), child: t("Child"),
  other: t("Other"), unknown: t("Unknown"),
};

/** What a person may do here. */
export const ACCESS = { clinician: t("Clinician"), viewer: t("May watch"), administrator: t("Looks after the device") };

export const STATES = {
  created: t("Getting ready"), live: t("Listening"), paused: t("Off the record"), unheard: t("No microphone"), ended: t("Writing the note"),
  draft: t("Draft"), reviewed: t("Reviewed"), signed: t("Signed"), amended: t("Amended"),
};

export const RISKS = {
  suicidal_ideation: t("Suicidal ideation"), self_harm: t("Self-harm"), homicidal_ideation: t("Homicidal ideation"),
  violence: t("Violence"), abuse: t("Abuse"), substance_use: t("Substance use"), psychosis: t("Psychosis"),
};

/** How it was said; never a judgement. */
export const STATUSES = {
  asked: t("asked"), denied: t("denied"), present: t("mentioned"), passive: t("passive"), historical: t("in the past"),
  third_party: t("about somebody else"),
};

export const SETTINGS = { individual: t("Individual"), couple: t("Couple"), family: t("Family"), group: t("Group") };
export const PLACES = { "in person": t("In person"), telehealth: t("Telehealth") };

/** A word of the protocol that has no entry above. */
export function title(word) {
  return t(word.charAt(0).toUpperCase() + word.slice(1).replaceAll("_", " "));
}
