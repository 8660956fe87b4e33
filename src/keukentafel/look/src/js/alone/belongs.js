// Only on pages of a professional: a hint under the field while they type. What is typed goes nowhere for it, and nothing
// is kept. It stops nobody: who has seen it saves as always, and the server does not ask once more.
import { about } from "../belonging.js";

const CALM = 600;
let timer;

document.addEventListener("input", (event) => {
  clearTimeout(timer);
  timer = setTimeout(() => look(event.target), CALM);
});
for (const moment of ["focusin", "focusout"]) document.addEventListener(moment, (event) => look(event.target));

function look(area) {
  const field = area.closest?.(".kt-field");
  const place = field?.querySelector(".kt-belongs");
  if (!place || area.value === undefined || field.querySelector("button[name=all_the_same]")) return;
  const found = about(area.value);
  if (found.join(" ") === (place.dataset.about ?? "")) return;
  place.dataset.about = found.join(" ");
  place.className = found.length ? "kt-belongs kt-notice kt-notice-warning kt-stack" : "kt-belongs";
  const words = found.length ? [...found, "elsewhere"] : [];
  place.replaceChildren(...words.map((what) => field.querySelector(`.kt-reads [data-about=${what}]`).cloneNode(true)));
  seen(area.form);
}

function seen(form) {
  form?.querySelector("input[name=all_the_same]")?.remove();
  if (!form?.querySelector(".kt-belongs[data-about]:not([data-about=''])")) return;
  const said = document.createElement("input");
  said.type = "hidden";
  said.name = "all_the_same";
  said.value = "yes";
  form.append(said);
}
