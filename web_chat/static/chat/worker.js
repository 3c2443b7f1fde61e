/**
 * The chat's service worker: keeps the empty page and its files, so that it opens without a network.
 *
 * It never keeps a conversation: messages come over the socket, which no worker sees. The server
 * writes the version of all files into the name, so that a new version begins with a store of its own.
 */
const STORE = "loket-VERSION";
const FILES = /\/assets\/[\w.-]+/g;
const worker = /** @type {any} */ (globalThis);

/** @param {Response} page the chat as the server sends it to a stranger */
async function keep(page) {
  const store = await caches.open(STORE);
  const files = new Set((await page.clone().text()).match(FILES));
  await store.addAll([...files]);
  await store.put("/chat", page);
}

/** @param {Request} request */
async function open(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match("/chat");
    if (kept) {
      return kept;
    }
    throw error;
  }
}

worker.addEventListener("install", (/** @type {any} */ event) => {
  worker.skipWaiting();
  event.waitUntil(fetch("/chat").then(keep));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const old = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name)));
  };
  event.waitUntil(old().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { pathname, origin, searchParams } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== worker.location.origin) {
    return;
  }
  if (pathname.startsWith("/assets/")) {
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
  } else if (pathname === "/chat" && !searchParams.has("embed")) {
    event.respondWith(open(event.request));
  }
});
