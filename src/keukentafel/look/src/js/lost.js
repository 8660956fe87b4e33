// No connection, or the site can't open dossiers now: the page stays, with all that was typed, and says so where one was
// busy.
export function tellWhenLost() {
  document.addEventListener("htmx:sendError", (event) => lost(event.detail.elt, document.body.dataset.lost));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 503) lost(event.detail.elt, document.body.dataset.away);
  });
  document.addEventListener("htmx:beforeRequest", forget);
}

// Nothing when the site can take it, else what is wrong in words.
export function reached() {
  forget();
  const ask = fetch("/healthz", { method: "HEAD", signal: AbortSignal.timeout(5000) });
  const { away, lost } = document.body.dataset;
  return ask.then((answer) => (answer.ok ? "" : away), () => lost);
}

export function lost(from, words) {
  const told = document.createElement("p");
  told.id = "lost";
  told.role = "alert";
  told.className = "kt-notice kt-notice-warning";
  (from.querySelector(".kt-actions") ?? from).before(told);
  told.textContent = words;
}

function forget() {
  document.getElementById("lost")?.remove();
}
