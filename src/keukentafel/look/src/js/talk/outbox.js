// What one says goes out in order, each thing once. Without a connection it waits on this page, and is sent when there is one
// again: with the same id, so that it is said once even when only the answer was lost.
//
// `window.ktOutbox`, when it is there, keeps what waits beyond this page: {add(message), done(once), waiting(form) -> Promise<list>}.
import { pieces } from "./pieces.js";

const PAUSES = [1000, 2000, 5000, 10000, 30000];

export function outbox(shown) {
  const list = document.getElementById("queue");
  const queue = [];
  let busy = false;
  let tries = 0;
  let timer;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-talk]") || event.defaultPrevented || carriesFiles(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = form.elements.text.value.trim();
    if (!text) return form.elements.text.focus();
    add(taken(form, event.submitter));
    renew(form);
    send();
  }, true);
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.form?.matches("[data-talk]")) return;
    if (field.name !== "text" || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
  addEventListener("online", () => { tries = 0; send(); });
  addEventListener("beforeunload", (event) => queue.length && event.preventDefault());
  document.addEventListener("kt-drafts", takeUp); // what keeps it may come after this page stood
  takeUp();

  // What waited since an earlier page; each message once, also when it is asked for twice.
  async function takeUp() {
    const form = document.querySelector("form[data-talk]");
    const kept = (form && await window.ktOutbox?.waiting(form.action)) || [];
    for (const message of kept) if (!queue.some((one) => one.once === message.once)) add(message);
    send();
  }

  function add(message) {
    message.bubble = drawn(message.text);
    list.append(message.bubble);
    list.hidden = false;
    queue.push(message);
    window.ktOutbox?.add({ to: message.to, once: message.once, text: message.text, body: String(message.body) });
    shown.down();
  }

  async function send() {
    clearTimeout(timer);
    if (busy || !queue.length) return;
    busy = true;
    const message = queue[0];
    const answer = await post(message);
    busy = false;
    if (answer?.ok) return said(message, await answer.text());
    if (answer?.status === 422) return again(message, await answer.text());
    if (answer && answer.status < 500 && answer.status !== 429) return tell(answer.redirected || answer.status === 401 || answer.status === 0 ? "signedOut" : "refused");
    tell("waits");
    timer = setTimeout(send, PAUSES[Math.min(tries++, PAUSES.length - 1)]);
  }

  function said(message, html) {
    tries = 0;
    tell("");
    forget(message);
    shown.put(html);
    send();
  }

  // Not right yet: the words come back into the form, with what the server says about them.
  function again(message, html) {
    forget(message);
    const form = pieces(html).map((one) => (one.matches("form") ? one : one.querySelector("form"))).find(Boolean);
    if (!form) return;
    document.querySelector("form[data-talk]").replaceWith(form);
    form.dispatchEvent(new CustomEvent("kt-fields", { bubbles: true }));
    form.querySelector("[role=alert]")?.focus();
  }

  function forget(message) {
    queue.shift();
    message.bubble.remove();
    list.hidden = !queue.length;
    window.ktOutbox?.done(message.once);
  }

  function tell(what) {
    document.getElementById("lost")?.remove();
    if (!what) return;
    const told = document.createElement("p");
    told.id = "lost";
    told.role = what === "waits" ? "status" : "alert";
    told.className = "kt-notice kt-notice-warning";
    document.querySelector(".tk-bottom").prepend(told);
    told.textContent = list.dataset[what];
  }
}

// Files are too large to keep on a page: with them the form goes by itself, and comes back when one is refused.
function carriesFiles(form) {
  return [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length) || !!form.querySelector("[name=held], [data-recording]");
}

// What waited since an earlier sign-in goes out with the mark of this page.
function post(message) {
  const body = new URLSearchParams(String(message.body));
  const mark = document.querySelector("form[data-talk] [name=csrfmiddlewaretoken]")?.value;
  if (mark) body.set("csrfmiddlewaretoken", mark);
  const headers = { "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
  return fetch(message.to, { method: "POST", headers, body, redirect: "manual" }).catch(() => null);
}

function taken(form, button) {
  const typed = new FormData(form);
  typed.delete("files");
  const body = new URLSearchParams(typed);
  if (button?.name) body.set(button.name, button.value);
  return { to: form.action, once: form.elements.once.value, text: form.elements.text.value, body };
}

function drawn(text) {
  const bubble = document.getElementById("waiting").content.firstElementChild.cloneNode(true);
  bubble.querySelector(".tk-text").textContent = text;
  return bubble;
}

function renew(form) {
  form.elements.once.value = newId();
  form.elements.answers.value = "";
  form.elements.text.value = "";
  form.querySelector("input[name=all_the_same]")?.remove();
  const answers = form.querySelector(".tk-answers");
  answers.hidden = true;
  answers.querySelector(".tk-quote")?.remove();
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.text.focus();
}

// An id that sorts by time, as the server makes them (UUIDv7).
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let at = 5; at >= 0; at -= 1, now = Math.floor(now / 256)) bytes[at] = now % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
