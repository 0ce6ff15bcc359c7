// This tablet as the room's ear: heard only while the session is live, kept until the room has it, stored nowhere.

import { t } from "../text.js";
import { Blocks } from "./blocks.js";

const RATE = 16000; // what the room works with; the browser resamples
const RETRY_MS = 1000; // without an answer the oldest block is offered again: the room may have been full
const ASKED = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true }; // made for calls, the first two swallow the quieter voice

const OVER = new Set(["ended", "draft", "reviewed", "signed", "amended"]);

const REFUSED = { text: t("This tablet's microphone is blocked."), hint: t("Allow it in the browser's settings for this page, then try again.") };
const ABSENT = { text: t("This tablet's microphone can't be used."), hint: t("Check that it has one and that no other program holds it.") };
const FORGOTTEN = { text: t("The room was out of reach for so long that the oldest sound could not be kept."), hint: "" };

export class Microphone {
  /** @param {object} handlers send(block) -> boolean, trouble({text, hint}), changed() */
  constructor(handlers) {
    this.handlers = handlers;
    this.blocks = new Blocks(handlers.send);
    this.session = "";
    this.live = false;
    this.held = false;
    this.told = false;
    this.stream = null;
  }

  get on() { return Boolean(this.stream); }

  /** True when this tablet listens from now on. Best called on a touch: a browser may ask for one. */
  async open() {
    if (this.on) return true;
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: ASKED });
      await this.connect();
    } catch (error) {
      this.close();
      this.handlers.trouble(error.name === "NotAllowedError" ? REFUSED : ABSENT);
      return false;
    }
    this.timer = setInterval(() => this.watch(), RETRY_MS);
    this.heed();
    return true;
  }

  async connect() {
    this.context = new AudioContext({ sampleRate: RATE });
    await this.context.audioWorklet.addModule("/sound/worklet.js");
    this.node = new AudioWorkletNode(this.context, "blocks", { numberOfInputs: 1, numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    this.node.port.onmessage = ({ data }) => { if (this.listening) this.blocks.add(data); };
    this.context.createMediaStreamSource(this.stream).connect(this.node);
    this.stream.getTracks().forEach((track) => track.addEventListener("ended", () => this.gone()));
    await this.context.resume();
  }

  get listening() { return this.on && this.live && !this.held; }

  /** Go along with the session: listen while it is live, forget what was not sent when it is not. */
  follow(session, state) {
    const another = session !== this.session;
    const live = state === "live";
    if (!another && live === this.live) return;
    this.session = session;
    this.live = live;
    this.held = false;
    if (another || !live) this.blocks.wipe();
    if (OVER.has(state)) this.close();
    else this.heed();
  }

  /** Stop listening at once; resolves when the room has what was heard until now. */
  hold() {
    this.held = true;
    this.heed();
    return this.on ? this.blocks.empty() : Promise.resolve();
  }

  release() {
    this.held = false;
    this.heed();
  }

  heed() {
    const { listening } = this;
    this.stream?.getAudioTracks().forEach((track) => { track.enabled = listening; });
    this.node?.port.postMessage({ listening });
    this.handlers.changed();
  }

  /** The room answered a block. */
  answered({ heard, refused }) {
    if (heard !== undefined) {
      this.progress = true;
      this.blocks.heard(heard);
    } else if (this.on && refused.code === "state") {
      this.close();
      this.handlers.trouble(refused);
    }
  }

  watch() {
    if (!this.progress && this.blocks.kept.length) this.blocks.again();
    this.progress = false;
    if (this.listening && this.context.state !== "running") this.context.resume(); // a telephone call may suspend it
    if (this.blocks.overflowed && !this.told) this.handlers.trouble(FORGOTTEN);
    this.told = this.blocks.overflowed;
  }

  gone() {
    this.close();
    this.handlers.trouble(ABSENT);
  }

  close() {
    if (!this.stream) return;
    clearInterval(this.timer);
    this.stream?.getTracks().forEach((track) => track.stop());
    this.context?.close();
    this.stream = this.context = this.node = null;
    this.blocks.wipe();
    this.told = this.blocks.overflowed = false;
    this.handlers.changed();
  }
}
