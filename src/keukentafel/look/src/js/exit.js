// Exit now: by the button, or by Escape twice within a second. The page is emptied first, then we are gone.
import { forgetAll } from "./forget.js";

export function exitNow() {
  const form = document.querySelector("form[data-exit]");
  if (!form) return;
  let last = -Infinity;
  const leave = async () => {
    blank();
    fetch(form.action, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
    await forgetAll();
    location.replace(form.dataset.exit);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - last < 1000) leave();
    last = event.timeStamp;
  });
}

export function blank() {
  document.title = "";
  document.body.hidden = true;
  document.body.replaceChildren();
}
