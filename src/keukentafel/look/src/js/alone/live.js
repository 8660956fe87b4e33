// Hears at once that something was written here, and lets those parts of the page that show it look again.
// <div data-live="talk 0198..."> gets the event "live" when something was written in that room, or with or under that id;
// "live-sign" (detail: sign, item, seat) for what is only going on. Without a stream it gets "live" every 4 seconds.
import { gone } from "../pulse.js";

const EVERY = 4000;
const url = document.body.dataset.liveUrl;
let stream;
let lost = false;
let timer;

if (url) {
  open();
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? later() : open()));
  addEventListener("pagehide", close);
  addEventListener("online", open);
}

function open() {
  clearTimeout(timer);
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource(url, { withCredentials: true });
  stream.addEventListener("here", () => {
    if (lost) all();
    stands(true);
  });
  stream.addEventListener("again", all);
  stream.addEventListener("gone", gone);
  stream.addEventListener("live", (event) => tell("live", JSON.parse(event.data)));
  stream.addEventListener("sign", (event) => tell("live-sign", JSON.parse(event.data)));
  stream.addEventListener("error", () => stands(false));
}

// A browser that was told "no" does not try again by itself. Pages that nobody looks at let their line go after a while.
function stands(yes) {
  lost = !yes;
  document.body.toggleAttribute("data-is-live", yes);
  clearTimeout(timer);
  if (!yes) timer = setTimeout(ask, EVERY);
}

function ask() {
  if (document.visibilityState !== "hidden") all();
  open();
  if (lost) timer = setTimeout(ask, EVERY);
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(close, 60000);
}

function close() {
  stream?.close();
  stands(false);
  clearTimeout(timer);
}

function tell(name, said) {
  const words = [said.room, said.item, said.under].filter(Boolean);
  for (const part of document.querySelectorAll(words.map((word) => `[data-live~="${CSS.escape(word)}"]`).join(","))) {
    part.dispatchEvent(new CustomEvent(name, { detail: said }));
  }
}

function all() {
  document.querySelectorAll("[data-live]").forEach((part) => part.dispatchEvent(new CustomEvent("live", { detail: {} })));
}
