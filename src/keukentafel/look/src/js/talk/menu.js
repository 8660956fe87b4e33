// What can be done with a message opens below it, where it stands. Signs and the question go out without leaving the page.
import { pieces } from "./pieces.js";

export function menus(log, shown) {
  log.addEventListener("click", (event) => {
    const more = event.target.closest(".tk-more");
    const answer = event.target.closest("[data-answer]");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (more) return open(event, more);
    if (answer && document.querySelector("form[data-talk]")) answers(event, answer);
  });
  document.addEventListener("click", (event) => {
    const drop = event.target.closest(".tk-drop");
    if (!drop) return;
    event.preventDefault();
    drop.closest("form").elements.answers.value = "";
    drop.parentElement.hidden = true;
  });
  document.getElementById("signs").addEventListener("submit", (event) => {
    event.preventDefault();
    press(event.submitter, event.target, shown);
  });
}

async function open(event, more) {
  event.preventDefault();
  const bubble = more.closest("li");
  const there = bubble.querySelector(".tk-menu");
  document.querySelectorAll(".tk-log .tk-menu").forEach((menu) => menu.remove());
  if (there) return;
  const answer = await fetch(more.href, { headers: { "HX-Request": "true" }, cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return void location.assign(more.href);
  bubble.append(...pieces(await answer.text()));
  const menu = bubble.querySelector(".tk-menu");
  menu.querySelector("a, button")?.focus({ preventScroll: true });
  menu.scrollIntoView({ block: "nearest" });
  menu.addEventListener("keydown", (key) => {
    if (key.key !== "Escape") return;
    menu.remove();
    more.focus();
  });
}

function answers(event, link) {
  event.preventDefault();
  const bubble = link.closest("li");
  const form = document.querySelector("form[data-talk]");
  const around = form.querySelector(".tk-answers");
  form.elements.answers.value = link.dataset.answer;
  around.querySelector(".tk-quote")?.remove();
  around.prepend(quote(bubble));
  around.hidden = false;
  bubble.querySelector(".tk-menu").remove();
  form.elements.text.focus();
}

function quote(bubble) {
  const shown = document.createElement("p");
  const who = document.createElement("b");
  const words = document.createElement("span");
  shown.className = "tk-quote";
  who.textContent = bubble.querySelector(".tk-who")?.firstChild.textContent ?? "";
  words.textContent = bubble.querySelector(".tk-text").textContent;
  shown.append(who, words);
  return shown;
}

async function press(button, form, shown) {
  const body = new URLSearchParams(new FormData(form));
  if (button.name) body.set(button.name, button.value);
  const back = button.closest("li")?.id;
  button.closest(".tk-menu")?.remove();
  const answer = await fetch(button.formAction, { method: "POST", headers: { "HX-Request": "true" }, body }).catch(() => null);
  if (!answer?.ok) return void location.reload();
  const html = await answer.text();
  if (html.includes(`id="${back}"`)) shown.put(html);
  document.querySelector(`#${back} .tk-more`)?.focus({ preventScroll: true });
}
