// Back and forward never show a page from the browser's memory: who lost a seat or left must not find it there.
import { blank } from "./exit.js";

export function guardHistory() {
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    blank();
    location.reload();
  });
}
