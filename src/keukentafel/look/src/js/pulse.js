// Asks whether this page is still open to us: every 4 seconds in sight, and as soon as it comes into sight again. Where
// live.js hears it at once, once a minute: that is the sign of life by which a session stays.
import { blank } from "./exit.js";

const EVERY = 4000;

export function pulse() {
  const url = document.body.dataset.pulseUrl;
  if (!url) return;
  let timer;
  let asking = false;
  const ask = async () => {
    clearTimeout(timer);
    if (asking || document.visibilityState === "hidden") return;
    asking = true;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual" });
      if (answer.status === 401 || answer.status === 404 || answer.type === "opaqueredirect") return gone();
    } catch {
      // No connection: what is on the screen stays, and we ask again.
    } finally {
      asking = false;
    }
    timer = setTimeout(ask, "isLive" in document.body.dataset ? 60000 : EVERY);
  };
  document.addEventListener("visibilitychange", ask);
  addEventListener("focus", ask);
  timer = setTimeout(ask, EVERY);
}

export function gone() {
  const here = location.pathname + location.search;
  blank();
  location.replace(here);
}
