// No connection: the page stays, with all that was typed, and says so where one was busy.
export function tellWhenLost() {
  document.addEventListener("htmx:sendError", (event) => lost(event.detail.elt));
  document.addEventListener("htmx:beforeRequest", forget);
}

export function reached() {
  forget();
  const ask = fetch("/healthz", { method: "HEAD", signal: AbortSignal.timeout(5000) });
  return ask.then(() => true, () => false);
}

export function lost(from) {
  const told = document.createElement("p");
  told.id = "lost";
  told.role = "alert";
  told.className = "kt-notice kt-notice-warning";
  (from.querySelector(".kt-actions") ?? from).before(told);
  told.textContent = document.body.dataset.lost;
}

function forget() {
  document.getElementById("lost")?.remove();
}
