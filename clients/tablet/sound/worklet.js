// On the browser's audio thread: what the microphone gives, as blocks of 16-bit samples. The context's rate is the room's.

const BLOCK = 1600; // samples: 0.1 s at 16 kHz

class Blocks extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Int16Array(BLOCK);
    this.filled = 0;
    this.listening = false;
    this.port.onmessage = ({ data }) => {
      this.listening = data.listening;
      this.filled = 0; // nothing of before a pause is sent after it
    };
  }

  process([[samples]]) {
    if (!this.listening || !samples) return true;
    for (const sample of samples) {
      this.block[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
      if (this.filled === BLOCK) this.hand();
    }
    return true;
  }

  hand() {
    const full = this.block.buffer;
    this.block = new Int16Array(BLOCK);
    this.filled = 0;
    this.port.postMessage(full, [full]);
  }
}

registerProcessor("blocks", Blocks);
