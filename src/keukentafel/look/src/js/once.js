// A form goes out once. The button keeps its words and says that it is busy; it wakes up when the page comes back.
// Where words were typed we first see whether anybody answers: a browser that finds nobody would throw the page away.
import { lost, reached } from "./lost.js";

export function once() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches("[data-exit], [hx-post], [hx-get]")) return;
    if (form.dataset.sent === "yes") return event.preventDefault();
    const first = !form.dataset.sent && form.querySelector("textarea");
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
    if (first) return ask(event, form);
    // A lost connection or a file that comes down leaves the page standing: then it may be sent again.
    setTimeout(() => wake(form), 8000);
  });
}

async function ask(event, form) {
  event.preventDefault();
  const button = event.submitter;
  const wrong = await reached();
  wake(form);
  if (wrong) return lost(form, wrong);
  form.dataset.sent = "answered";
  form.requestSubmit(button);
}

function wake(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}
