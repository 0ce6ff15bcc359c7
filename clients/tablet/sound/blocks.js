// Sound on its way to the room: numbered blocks, each kept until the room has it. Pure.
//
// The room takes blocks strictly in order and answers each with the number it wants next. It fixes the count with the
// first block it gets, so after any silence one block is offered alone, and its answer says where the count stands.

const ON_THE_WAY = 40; // blocks: 4 s, a few round trips of a slow network
const MOST_KEPT = 12000; // blocks: 20 minutes, 38 MB, while the room is out of reach
const NUMBER_BYTES = 8;

export class Blocks {
  /** `send(ArrayBuffer)` is false when there is no connection. */
  constructor(send) {
    this.send = send;
    this.number = 0; // of the oldest that is kept
    this.kept = [];
    this.sent = 0; // of those that are kept, on this connection
    this.offered = 0; // of those that are kept, ever
    this.settled = false; // the room has said where the count stands
    this.overflowed = false;
    this.drained = [];
  }

  add(pcm) {
    this.kept.push(pcm);
    if (this.kept.length > MOST_KEPT) {
      this.drop(1);
      this.overflowed = true;
    }
    this.flow();
  }

  /** The room has every block before `next`. */
  heard(next) {
    const taken = next - this.number;
    if (taken >= 0 && taken <= this.offered) this.drop(taken);
    else this.offered = this.sent = 0; // another count: that of a page before this one, or of another tablet
    this.number = next;
    if (taken !== 0 || !this.kept.length) this.settled = true;
    this.flow();
  }

  flow() {
    const most = Math.min(this.kept.length, this.settled ? ON_THE_WAY : 1);
    while (this.sent < most && this.send(numbered(this.number + this.sent, this.kept[this.sent]))) this.sent += 1;
    this.offered = Math.max(this.offered, this.sent);
    if (!this.kept.length) this.drained.splice(0).forEach((tell) => tell());
  }

  /** A new connection, or no answer for a while: begin with the oldest again. */
  again() {
    this.sent = 0;
    this.settled = false;
    this.flow();
  }

  /** Off the record: what the room does not have yet is forgotten. */
  wipe() {
    this.drop(this.offered);
    this.kept = [];
    this.settled = false;
    this.flow();
  }

  /** Resolves when the room has everything. */
  empty() {
    return new Promise((resolve) => {
      this.drained.push(resolve);
      this.flow();
    });
  }

  drop(count) {
    this.kept.splice(0, count);
    this.number += count;
    this.sent = Math.max(0, this.sent - count);
    this.offered = Math.max(0, this.offered - count);
  }
}

/** The block as it travels: its number, big-endian, then its samples. */
function numbered(number, pcm) {
  const block = new Uint8Array(NUMBER_BYTES + pcm.byteLength);
  new DataView(block.buffer).setBigUint64(0, BigInt(number));
  block.set(new Uint8Array(pcm), NUMBER_BYTES);
  return block.buffer;
}
