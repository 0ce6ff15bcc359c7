// The exact text that participants agree to. It is stored, word for word, with each consent.

import { t } from "./text.js";

export const CONSENT = t(
  "With your agreement, a device in this room listens to this session and writes down what is said, to help your clinician write the session note. Everything stays on this device; nothing is sent over the internet. You can ask to pause it at any time, and to have the last moments taken back. Your clinician reads, corrects and signs the note. You may say no, and your care does not change.",
);
