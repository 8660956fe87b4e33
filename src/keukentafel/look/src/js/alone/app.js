// What makes the site an app: drafts, pages for when there is no connection, and reading aloud. It comes after the page stands.
import { drafts } from "../kept/drafts.js";
import { keepForms, sentWell, warn } from "../kept/forms.js";
import { outboxOf } from "../kept/outbox.js";
import { add } from "../later.js";
import { offline } from "../kept/offline.js";

const { aloud, half } = document.body.dataset;

async function begin() {
  const kept = drafts();
  if (kept.lasting) {
    window.ktOutbox = outboxOf(kept);
    if (navigator.serviceWorker) navigator.serviceWorker.register("/service-worker.js").catch(() => {}); // none in a private window
    await sentWell(kept);
    await keepForms(kept, document);
    document.addEventListener("htmx:load", (event) => keepForms(kept, event.target));
  } else {
    warn();
  }
  document.dispatchEvent(new CustomEvent("kt-drafts", { detail: kept }));
}

if (half === undefined || crypto.subtle) begin();
if ("offline" in document.documentElement.dataset) offline();
if (aloud && "speechSynthesis" in window) add(aloud);
