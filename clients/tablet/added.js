// What is added is added once: asked for again, because nobody knows what became of it, it has the same key.

import { identifier } from "./identifier.js";

export class Added {
  /** `ask(command)` with the key of what `command` adds. Whatever is true of its answer means that it is there; then the
   *  same once more is another one. */
  async ask(command, ask) {
    const what = JSON.stringify([command.section, command.kind, command.text]);
    if (what !== this.what) Object.assign(this, { what, key: identifier() });
    const answer = await ask({ ...command, key: this.key });
    if (answer && what === this.what) this.what = null;
    return answer;
  }
}
