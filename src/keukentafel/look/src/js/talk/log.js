// The words on the page. New ones are put in, changed ones replaced, deleted ones taken away; all else stays: what was opened,
// what was read further up, and what one is typing.
import { pieces } from "./pieces.js";

const NEAR = 160;

export function readAlong(log) {
  const part = log.dataset.part;
  let asking = false;
  let again = false;
  const down = () => scrollTo({ top: lowest() });
  const refresh = async () => {
    if (!part || document.visibilityState === "hidden") return void (again = true);
    if (asking) return void (again = true);
    asking = true;
    again = false;
    try {
      const answer = await fetch(part, { headers: { "HX-Request": "true" }, cache: "no-store", redirect: "error" });
      if (answer.ok) put(log, await answer.text(), down);
    } catch {
      // No connection: what is on the screen stays.
    } finally {
      asking = false;
    }
    if (again) refresh();
  };
  log.addEventListener("live", refresh, true); // also of a message in it: with its files something happened
  document.addEventListener("visibilitychange", () => again && refresh());
  log.addEventListener("click", (event) => older(event, log));
  if (part && !location.hash.startsWith("#m")) {
    down();
    addEventListener("load", () => setTimeout(down));
  }
  return { put: (html) => put(log, html, down, true), refresh, down };
}

// Where the newest words stand just above the field to write in, and that above the doors of the rooms.
function lowest() {
  const doors = document.querySelector(".kt-nav");
  const covered = doors && getComputedStyle(doors).position === "fixed" ? doors.offsetHeight : 0;
  const end = document.getElementById("main").getBoundingClientRect().bottom + scrollY;
  return Math.max(0, end + covered - innerHeight);
}

function put(log, html, down, mine = false) {
  const low = mine || scrollY > lowest() - NEAR;
  const fresh = pieces(html);
  const known = new Set(fresh.map((one) => one.id));
  let first = null;
  for (const one of fresh) {
    const old = one.id && document.getElementById(one.id);
    first ??= old;
    if (!old) {
      if (one.id) log.append(one);
    } else if (said(old) !== one.outerHTML) {
      const menu = old.querySelector(".tk-menu");
      old.replaceWith(one);
      if (menu) one.append(menu);
      one.dataset.said = "";
    }
  }
  if (first?.isConnected) gone(first, known);
  once(log);
  if (low) down();
}

// Between the oldest and the newest that came, what did not come along is deleted.
function gone(first, known) {
  for (let one = document.getElementById(first.id); one; ) {
    const next = one.nextElementSibling;
    if (one.id && !known.has(one.id)) one.remove();
    one = next;
  }
}

function said(old) {
  const plain = old.cloneNode(true);
  plain.querySelectorAll(".tk-menu").forEach((menu) => menu.remove());
  plain.removeAttribute("data-said");
  return plain.outerHTML;
}

async function older(event, log) {
  const link = event.target.closest(".tk-older a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return void location.assign(link.href);
  const stands = link.closest("li");
  const anchor = stands.nextElementSibling;
  const height = anchor?.getBoundingClientRect().top;
  stands.replaceWith(...pieces(await answer.text()).filter((one) => !one.id || !document.getElementById(one.id)));
  once(log);
  if (anchor) scrollBy(0, anchor.getBoundingClientRect().top - height);
  log.querySelector("a")?.focus({ preventScroll: true });
}

// A day is said once, also where two pages meet in the middle of it.
function once(log) {
  let day = "";
  for (const one of log.querySelectorAll(".tk-day")) {
    one.hidden = one.dataset.day === day;
    day = one.dataset.day;
  }
}
