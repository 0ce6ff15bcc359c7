// Keeps the shell: the files that /shell.json lists, and nothing else. What the room says is never seen here, for the
// live protocol is a WebSocket, and no answer but a file of that list is kept.

const CACHE = "shell";
const LONGEST_MS = 2000; // then the kept file: a page that opens late is worse than one that is a version old
const AWAY_MS = 10000; // for so long a room that did not answer is not asked again: one page is many files

let awaySince = -Infinity;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  const address = new URL(url);
  if (method !== "GET" || address.origin !== location.origin || headers.has("range")) return;
  event.respondWith(answer(event.request, address.pathname));
});

async function fill() {
  const files = await (await fetch("/shell.json", { cache: "no-store" })).json();
  const cache = await caches.open(CACHE);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
  await self.skipWaiting();
}

/** The room's own file where it answers, so that a page is never older than its room; else the kept one. */
async function answer(request, path) {
  const kept = await caches.match(path, { cacheName: CACHE }); // opening it would bring back what the page has forgotten
  if (!kept) return fetch(request);
  if (performance.now() - awaySince < AWAY_MS) return kept;
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(LONGEST_MS) });
    if (fresh.ok && await caches.has(CACHE)) await (await caches.open(CACHE)).put(path, fresh.clone());
    return fresh;
  } catch {
    awaySince = performance.now();
    return kept;
  }
}
