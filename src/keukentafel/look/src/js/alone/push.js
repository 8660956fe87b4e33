// Asks the browser to tell its owner, and gives the form what it says. The words of a message are the browser's own (push-worker.js).
const form = document.querySelector("form[data-push]");
const possible = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (form?.dataset.push && possible && isSecureContext) ready(form);

function ready(form) {
  const refused = form.querySelector("[data-push-refused]");
  document.querySelector("[data-push-missing]").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    refused.hidden = true;
    try {
      fill(form, await subscribed(form.dataset.push));
    } catch {
      refused.hidden = false;
      return;
    }
    form.submit();
  });
}

async function subscribed(key) {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
  await navigator.serviceWorker.register("/service-worker.js", { scope: "/" });
  const worker = await navigator.serviceWorker.ready;
  const before = await worker.pushManager.getSubscription();
  if (before && !sameKey(before, key)) await before.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function sameKey(subscription, key) {
  const own = subscription.options.applicationServerKey;
  return own && text(own) === key;
}

function fill(form, subscription) {
  form.elements.endpoint.value = subscription.endpoint;
  for (const name of ["p256dh", "auth"]) form.elements[name].value = text(subscription.getKey(name));
}

function text(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
