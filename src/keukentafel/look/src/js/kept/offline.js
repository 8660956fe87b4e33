// On a page as it was: what is not kept says so, and as soon as there is a connection the page is asked anew.
import { blank } from "../exit.js";
import { reached } from "../lost.js";
import { words } from "../words.js";

export async function offline() {
  const { kept, until } = document.documentElement.dataset;
  addEventListener("online", async () => !(await reached()) && location.reload());
  const left = Number(until) - Date.now();
  // A timer holds 24 days at most; longer than that no session is kept idle.
  if (left > 0 && left < 2 ** 31) setTimeout(over, left);
  document.addEventListener("visibilitychange", () => Number(until) && Date.now() > Number(until) && over());
  if (kept === undefined) return;
  const { only } = await words();
  const there = kept.split(" ");
  for (const link of document.querySelectorAll("main a[href], .kt-nav a[href]")) {
    if (there.includes(link.pathname) || link.getAttribute("href").startsWith("#")) continue;
    link.classList.add("kt-not-kept");
    link.setAttribute("aria-description", (link.title = only));
  }
}

function over() {
  blank();
  location.reload();
}
