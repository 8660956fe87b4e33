// Conversations: new words come in place, a message waits here until it could be sent, signs and menus open where they stand.
// Everything works without this file. Nothing is kept in the browser's storage.
import { outbox } from "../talk/outbox.js";
import { readAlong } from "../talk/log.js";
import { menus } from "../talk/menu.js";
import { typing } from "../talk/typing.js";

const log = document.getElementById("log");
if (log) {
  const shown = readAlong(log);
  outbox(shown);
  menus(log, shown);
  typing(log);
}
