// The screen stays on while a session runs.

let lock = null;
let wanted = false;

/** Keep the screen on, or no longer. */
export function keepAwake(awake) {
  if (awake === wanted) return;
  wanted = awake;
  if (awake) {
    hold();
  } else {
    lock?.release();
    lock = null;
  }
}

async function hold() {
  if (!("wakeLock" in navigator) || document.hidden) return;
  try {
    const held = await navigator.wakeLock.request("screen");
    if (wanted) lock = held;
    else held.release();
  } catch {
    // A low battery may refuse it: the session is none the worse, the screen just goes dark.
  }
}

document.addEventListener("visibilitychange", () => { if (wanted && !document.hidden) hold(); }); // hiding the page ends it
