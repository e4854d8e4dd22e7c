/** Keeps the driver's page and what it is made of, so that it opens without a connection. Data is the page's own matter. */
const CACHE = 'driver-page';
const PAGE = '/driver';

const partsOf = (html) => [
  ...new Set([...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1])),
];

/** The page with all its parts, or nothing: half a page would not open. Parts of older pages go. */
async function keepPage() {
  const page = await fetch(PAGE, { cache: 'no-cache' });
  if (!page.ok) return;
  const parts = partsOf(await page.clone().text());
  const cache = await caches.open(CACHE);
  await cache.addAll(parts);
  await cache.put(PAGE, page);
  const wanted = new Set([PAGE, ...parts]);
  for (const request of await cache.keys())
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(keepPage());
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function pageFirst(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) keepPage().catch(() => undefined);
    return answer;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/'))
    return;
  if (event.request.mode === 'navigate') event.respondWith(pageFirst(event.request));
  else event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
});
