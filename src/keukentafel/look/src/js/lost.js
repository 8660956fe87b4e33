// No connection: the page stays, with all that was typed, and says so where one was busy.
const WAIT = 5000;

export function tellWhenLost() {
  document.addEventListener("htmx:sendError", (event) => lost(event.detail.elt));
  document.addEventListener("htmx:beforeRequest", forget);
}

export async function reached() {
  forget();
  try {
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(WAIT) });
    return true;
  } catch {
    return false;
  }
}

export function lost(from) {
  forget();
  const told = document.createElement("p");
  told.className = "kt-notice kt-notice-warning";
  told.dataset.told = "lost";
  told.setAttribute("role", "alert");
  const before = from.querySelector(".kt-actions") ?? from.closest("nav, li, .jr-signs") ?? from;
  before.before(told);
  told.textContent = document.body.dataset.lost;
}

function forget() {
  document.querySelectorAll("[data-told=lost]").forEach((told) => told.remove());
}
