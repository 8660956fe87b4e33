// Words that are marked in a text say what they mean: to a pointer, to a finger, to the keyboard and to a screen reader.
const EDGE = 8;
const meaning = document.createElement("div");
meaning.className = "kt-meaning";
meaning.id = "kt-meaning";
meaning.setAttribute("aria-live", "polite");
document.body.append(meaning);
let open = null, held = false;

dress();
document.addEventListener("htmx:load", dress);

function dress() {
  for (const term of document.querySelectorAll("abbr.kt-term[title]")) {
    term.dataset.meaning = term.title;
    term.removeAttribute("title");
    term.setAttribute("role", "button");
    term.setAttribute("aria-expanded", "false");
    term.tabIndex = 0;
  }
}

const termOf = (event) => event.target.closest?.(".kt-term");
document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && !held && show(termOf(event)));
document.addEventListener("focusin", (event) => !held && show(termOf(event)));
document.addEventListener("focusout", (event) => termOf(event) && hide());
document.addEventListener("click", (event) => {
  const term = termOf(event);
  if (!term) return event.target !== meaning && hide();
  if (held && term === open) return hide();
  show(term);
  held = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) hide();
  if ((event.key === "Enter" || event.key === " ") && termOf(event)) {
    event.preventDefault();
    termOf(event).click();
  }
});

function show(term) {
  if (term === open) return;
  hide();
  if (!term) return;
  open = term;
  term.setAttribute("aria-expanded", "true");
  meaning.textContent = term.dataset.meaning;
  meaning.classList.add("kt-meaning-open");
  const word = term.getClientRects()[0], most = document.documentElement.clientWidth - meaning.offsetWidth - EDGE;
  meaning.style.left = `${Math.max(EDGE, Math.min(word.left, most)) + window.scrollX}px`;
  meaning.style.top = `${word.bottom + 4 + window.scrollY}px`;
}

function hide() {
  open?.setAttribute("aria-expanded", "false");
  open = null;
  held = false;
  meaning.classList.remove("kt-meaning-open");
  meaning.textContent = "";
}
