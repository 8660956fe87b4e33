// A form goes out once. The button keeps its words and says that it is busy; it wakes up when the page comes back.
export function once() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches("[data-exit], [hx-post], [hx-get]")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    (event.submitter ?? form.querySelector("[type=submit]"))?.setAttribute("aria-busy", "true");
    // A lost connection or a file that comes down leaves the page standing: then it may be sent again.
    setTimeout(() => wake(form), 8000);
  });
}

function wake(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}
