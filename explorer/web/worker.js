// Opens kept plans with no internet. A page asks to be kept; nothing else is, and each plan has a cache of its own.

const PLAN = "plan "; // how the names of its caches begin
const PATIENCE_MS = 3000; // then what is kept is shown, and the answer is kept for the next time

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  event.waitUntil(keep(event.data).then(() => port.postMessage(true), () => port.postMessage(false)));
});
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event));
});

async function keep({ plan, addresses }) {
  const cache = await caches.open(PLAN + plan);
  for (const { url } of await cache.keys()) if (!addresses.includes(url)) await cache.delete(url);
  for (const url of addresses) if (!(await cache.match(url))) await cache.add(url);
}

async function answer(event) {
  const { request } = event;
  const cache = await holding(request);
  if (!cache) return fetch(request);
  const kept = await cache.match(request);
  if (new URL(request.url).pathname.includes("/assets/")) return kept; // its address changes with it
  const fresh = fetched(request, cache);
  event.waitUntil(fresh.catch(() => {}));
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS, kept));
  return Promise.race([fresh, late]).then((it) => (it.status < 500 ? it : kept), () => kept);
}

async function fetched(request, cache) {
  const found = await fetch(request);
  if (found.ok && (await cache.match(request))) await cache.put(request, found.clone());
  return found;
}

async function holding(request) {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (name.startsWith(PLAN) && (await cache.match(request))) return cache;
  }
}
