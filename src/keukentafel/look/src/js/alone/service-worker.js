// Our service worker. It keeps a page only when the site says with it that it may, sealed; and throws away what may no longer
// be there before anything else. What is nobody's (styles, letters, the page for who is not connected) lies beside it.
// What notices need of it comes from a file of their own.
import * as copies from "../kept/copies.js";
import { away, headersOf, languageOf, then, titleOf } from "../kept/showing.js";
import { clearAll } from "../kept/store.js";
import { listenForPush } from "../push-worker.js";

const SHELL = "shell-1";
const LEFT = "/left";
const LEAVING = ["/exit/", "/sign-out/"];
const shellOf = (language) => `/app/${language}/offline/`;
listenForPush(self);
let busy = Promise.resolve();
let wipes = 0;

// One after the other: a page that came before somebody left is never kept after.
const inLine = (work) => (busy = busy.then(work, work));

self.addEventListener("install", (event) => event.waitUntil(shell().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (LEAVING.includes(pathname) && (request.method === "POST" || pathname === "/exit/")) return event.respondWith(leave(request, pathname));
  if (request.mode === "navigate") return event.respondWith(page(event, pathname));
  if (pathname.endsWith("/table/pulse/")) return event.respondWith(pulse(event, pathname));
  if (pathname.startsWith("/static/") || pathname.startsWith("/app/")) event.respondWith(fetch(request).catch(() => nobodys(pathname)));
});

async function begin() {
  for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
  await self.clients.claim();
}

async function shell() {
  const cache = await caches.open(SHELL);
  for (const language of ["nl", "en"]) {
    const answer = await fetch(shellOf(language), { credentials: "omit" });
    const html = await answer.clone().text();
    await cache.put(shellOf(language), answer);
    await parts(html);
    await cache.add(`/app/${language}/words.json`);
  }
}

// The styles, scripts and letters that a page asks for.
async function parts(html) {
  const cache = await caches.open(SHELL);
  const wanted = new Set(html.match(/\/static\/[\w./-]+/g));
  for (const path of wanted) {
    if (await cache.match(path)) continue;
    const answer = await fetch(path, { credentials: "omit" });
    if (!answer.ok) continue;
    const inside = path.endsWith(".css") ? [...(await answer.clone().text()).matchAll(/url\("?([\w./-]+\.woff2)"?\)/g)] : [];
    inside.forEach(([, name]) => wanted.add(new URL(name, new URL(path, self.location.origin)).pathname));
    await cache.put(path, answer);
  }
}

const nobodys = async (path) => (await caches.match(path)) ?? Response.error();

async function leave(request, path) {
  wipes += 1;
  const wiped = inLine(clearAll);
  try {
    const answer = await fetch(request);
    await wiped;
    return answer;
  } catch {
    await wiped;
    await (await caches.open(SHELL)).put(LEFT, new Response(""));
    const html = await words("nl");
    const harmless = html.match(/data-exit="([^"]+)"/)?.[1].replaceAll("&amp;", "&");
    return path === "/exit/" && harmless ? Response.redirect(harmless, 303) : asPage(away(html, [], 0));
  }
}

async function page(event, path) {
  const { request } = event;
  const before = wipes;
  try {
    await leftMeanwhile();
    const answer = await fetch(request);
    const html = answer.headers.get("content-type")?.startsWith("text/html");
    if (html && answer.status < 500) event.waitUntil(look(answer.clone(), request, path, before));
    return answer;
  } catch {
    return without(request, path);
  }
}

// Somebody left while there was no connection: the site hears it before it is asked anything else.
async function leftMeanwhile() {
  const cache = await caches.open(SHELL);
  if (!(await cache.match(LEFT))) return;
  await fetch("/exit/", { method: "POST", redirect: "manual" });
  await cache.delete(LEFT);
}

async function look(answer, request, path, before) {
  const [mark, until] = answer.headers.get("x-keep")?.split(" ") ?? [];
  const [dossier, sight, verdict] = answer.headers.get("x-keep-of")?.split(" ") ?? [];
  const html = verdict === "yes" ? await answer.text() : "";
  await inLine(async () => {
    if (before !== wipes) return;
    if (!mark) return copies.throwAway();
    const key = await copies.seen(mark, Number(until) * 1000);
    if (!dossier) return;
    await copies.dropOf(key, dossier, { butWith: verdict === "gone" ? undefined : sight });
    if (verdict === "yes") await copies.keep(key, path, { dossier, sight, html, title: titleOf(html), headers: headersOf(answer) });
  });
  if (html) await parts(html).catch(() => {}); // without them the page is plain, and still readable
}

// A page of a dossier asks whether it may stay: no more sight of it, no more copies.
async function pulse(event, path) {
  const answer = await fetch(event.request);
  if (answer.status === 404) {
    event.waitUntil(inLine(async () => {
      const state = await copies.current();
      if (state) await copies.dropOf(state.key, path.split("/")[2]);
    }));
  }
  return answer;
}

async function words(language) {
  const kept = (await caches.match(shellOf(language))) ?? (await caches.match(shellOf("nl")));
  return kept ? kept.text() : "";
}

async function without(request, path) {
  const state = await inLine(() => copies.current());
  const all = state ? await copies.pages(state.key) : [];
  const language = all.length ? languageOf(all.sort((a, b) => b.at - a.at)[0].html) : "nl";
  const found = request.method === "GET" && all.find((one) => one.path === path && !new URL(request.url).search);
  if (found) return asPage(then(found, await words(languageOf(found.html)), all, state.until), found.headers);
  return asPage(away(await words(language), all, state?.until ?? 0));
}

function asPage(html, headers = [["content-type", "text/html; charset=utf-8"], ["cache-control", "no-store"]]) {
  return new Response(html, { headers });
}
