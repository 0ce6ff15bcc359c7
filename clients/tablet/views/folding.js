// What was said, less what a statement quotes of it: so that what is read above is not read again below. Everything else
// stays, word for word; pure.

const FEWEST = 3; // words of a quotation that are folded inside a longer sentence: fewer may stand there by chance

/** The text with "…" for each part of it that stands between the statement's quotation marks. */
export function folded(text, statement) {
  const words = text.split(/\s+/).filter(Boolean);
  const bare = words.map(plain);
  const hidden = new Set();
  for (const [, quotation] of statement.matchAll(/["“]([^"“”]+)["”]/g)) {
    const quoted = quotation.split(/\s+/).map(plain).filter(Boolean);
    if (place(bare.filter(Boolean), quoted) >= 0) return "…";
    const at = quoted.length < FEWEST ? -1 : place(quoted, bare);
    if (at >= 0) for (let step = 0; step < quoted.length; step += 1) hidden.add(at + step);
  }
  const shown = words.map((word, number) => (!hidden.has(number) ? word : hidden.has(number - 1) ? "" : "…"));
  return shown.filter(Boolean).join(" ");
}

function plain(word) {
  return word.toLowerCase().replaceAll(/[^\p{L}\p{N}']/gu, "");
}

/** Where `part` begins in `whole`, word by word; -1: it is not in it. */
function place(part, whole) {
  if (!part.length) return -1;
  return whole.findIndex((_, at) => part.every((word, step) => whole[at + step] === word));
}
