// Everything works without this file; it only makes things smoother. What a browser may keep: kept/, and docs/decisions/0027.
import htmx from "htmx.org/dist/htmx.esm.js";
import { exitNow } from "./exit.js";
import { guardHistory } from "./history.js";
import { later } from "./later.js";
import { tellWhenLost } from "./lost.js";
import { once } from "./once.js";
import { parts } from "./part.js";
import { pulse } from "./pulse.js";
import { helpFields } from "./fields.js";

window.htmx = htmx;
exitNow();
guardHistory();
pulse();
parts(htmx);
once();
tellWhenLost();
later();
helpFields(document);
document.addEventListener("htmx:load", (event) => helpFields(event.target));
// A form that is not right yet (422) comes back with its mistakes at the fields: that part is swapped too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status !== 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});
// A page that is no longer ours (401, 403, 404) is shown as the server tells it, never left standing.
document.addEventListener("htmx:responseError", (event) => {
  if ([401, 403, 404].includes(event.detail.xhr.status)) location.reload();
});
// The address bar follows a swap only when the server says so; focus goes to what is new.
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelector?.("[role=alert][tabindex]")?.focus());
