// Whether this is the device whose code was scanned: the picture holds the beginning of its fingerprint.

/** True where `seal` is how the device's fingerprint begins, or there is none to compare (plain text on loopback). */
export async function sealed(seal) {
  if (!seal) return true;
  try {
    const { fingerprint } = await (await fetch("/trust.json", { cache: "no-store" })).json();
    return fingerprint.replaceAll(":", "").startsWith(seal.toUpperCase());
  } catch {
    return false;
  }
}
