// That somebody is typing: told to the others at most every three seconds, forgotten after five. Not kept anywhere.
const EVERY = 3000;
const LASTS = 5000;

export function typing(log) {
  const place = document.getElementById("typing");
  const last = new Map();
  let told = 0;
  document.addEventListener("input", (event) => {
    const to = event.target.form?.dataset.typingAt;
    if (!to || !event.target.value || Date.now() - told < EVERY) return;
    told = Date.now();
    const body = new URLSearchParams({ csrfmiddlewaretoken: event.target.form.elements.csrfmiddlewaretoken.value });
    fetch(to, { method: "POST", body }).catch(() => null);
  });
  log.addEventListener("live-sign", (event) => {
    const who = document.querySelector(`#seats [data-seat="${CSS.escape(event.detail.seat)}"]`);
    if (event.detail.sign !== "typing" || !who || !document.querySelector("[data-typing-at]")) return;
    clearTimeout(last.get(who));
    last.set(who, setTimeout(() => { last.delete(who); show(); }, LASTS));
    show();
  });
  log.addEventListener("live", () => { last.clear(); show(); });
  const show = () => {
    const words = [...last.keys()].map((who) => place.dataset.typing.replace("{name}", who.textContent)).join(" ");
    if (place.textContent !== words) place.textContent = words;
  };
}
