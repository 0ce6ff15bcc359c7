// The page itself, kept by the browser so that it opens without the room: its files, nothing of a session.

const WORKER = "/worker.js";

// The page's policy lets no text become a script's address but this one.
const only = globalThis.trustedTypes?.createPolicy("shell", {
  createScriptURL(address) {
    if (address !== WORKER) throw new TypeError("Only the shell's own worker.");
    return address;
  },
});

/** Install the worker that keeps the shell; where a browser has none, the page works without. */
export async function keepShell() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(only ? only.createScriptURL(WORKER) : WORKER, { updateViaCache: "none" });
  } catch {
    // A private window may refuse: nothing is lost but the page while the room is away.
  }
}

/** Nothing of this page stays in the browser. */
export async function forgetShell() {
  if (!("serviceWorker" in navigator)) return;
  for (const kept of await navigator.serviceWorker.getRegistrations()) await kept.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}
