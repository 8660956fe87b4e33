// Read aloud: a button at each piece of a page and one for all of it; what is read is marked. By voices of this device alone.
import { blocks, pieces, wordAt } from "../aloud/pieces.js";
import { voiceFor, whenThereIsAVoice } from "../aloud/voice.js";
import { words } from "../words.js";

const SPEEDS = { slow: 0.75, plain: 1, fast: 1.3 };
const { lang } = document.documentElement;
let rate = SPEEDS.plain;
let reading; // { line, at, button }: the blocks, which one is read, and who asked
let say;

whenThereIsAVoice(lang, async () => {
  say = await words();
  mark(document);
  document.addEventListener("htmx:load", (event) => mark(event.target));
  addEventListener("pagehide", stop);
});

function mark(root) {
  const main = document.querySelector("main");
  const heading = main?.querySelector("h1");
  if (heading && !main.querySelector(":scope .kt-aloud-page")) heading.after(button(say.page, "kt-aloud-page", () => blocks(main)));
  if (!root.querySelectorAll || !main) return;
  for (const piece of pieces(main)) {
    if (piece.querySelector(":scope > .kt-aloud")) continue;
    piece.append(button(say.piece, "", () => blocks(piece)));
  }
}

function button(label, more, what) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `nl-button nl-button--subtle kt-aloud ${more}`.trim();
  made.textContent = label;
  made.addEventListener("click", () => {
    const again = reading?.button === made;
    stop();
    if (!again) start(what(), made);
  });
  return made;
}

function start(line, from) {
  reading = { line, at: 0, button: from };
  from.setAttribute("aria-pressed", "true");
  bar();
  next();
}

function next() {
  const now = reading;
  const block = now?.line[now.at];
  if (!block) return stop();
  const voice = voiceFor(block.lang);
  if (!voice) return skip(now);
  const spoken = new SpeechSynthesisUtterance(block.text);
  spoken.voice = voice;
  spoken.lang = voice.lang;
  spoken.rate = rate;
  spoken.onboundary = (event) => show(block, event);
  spoken.onend = () => skip(now);
  spoken.onerror = (event) => reading === now && !["interrupted", "canceled"].includes(event.error) && stop();
  now.spoken = spoken;
  shade(block.element);
  speechSynthesis.speak(spoken);
}

function skip(now) {
  if (reading !== now || now.turned) return;
  now.at += 1;
  next();
}

function shade(element) {
  document.querySelector(".kt-read-now")?.classList.remove("kt-read-now");
  globalThis.CSS.highlights?.delete("kt-word");
  element?.classList.add("kt-read-now");
  element?.scrollIntoView({ block: "nearest" });
}

function show(block, event) {
  const range = event.name === "sentence" ? undefined : wordAt(block, event.charIndex, event.charLength);
  if (range && globalThis.Highlight) CSS.highlights.set("kt-word", new Highlight(range));
}

function stop() {
  const was = reading;
  reading = undefined;
  speechSynthesis.cancel();
  if (!was) return;
  was.button.removeAttribute("aria-pressed");
  shade();
  document.querySelector(".kt-aloud-bar")?.remove();
  if (document.body.contains(was.button) && document.activeElement === document.body) was.button.focus();
}

function bar() {
  const made = document.createElement("div");
  made.className = "kt-aloud-bar";
  made.role = "group";
  made.setAttribute("aria-label", say.bar);
  const pause = plain(say.pause, () => {
    const quiet = speechSynthesis.paused;
    if (quiet) speechSynthesis.resume();
    else speechSynthesis.pause();
    pause.textContent = quiet ? say.pause : say.on;
  });
  const speed = document.createElement("select");
  speed.className = "utrecht-select utrecht-select--html-select";
  speed.setAttribute("aria-label", say.speed);
  for (const name of Object.keys(SPEEDS)) speed.add(new Option(say[name], name, false, SPEEDS[name] === rate));
  speed.addEventListener("change", () => faster(SPEEDS[speed.value]));
  made.append(pause, plain(say.stop, stop), speed);
  document.body.append(made);
}

function plain(label, then) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nl-button nl-button--secondary";
  made.textContent = label;
  made.addEventListener("click", then);
  return made;
}

// A browser changes the speed of what it has not begun yet: the block that is read begins anew.
function faster(chosen) {
  rate = chosen;
  const { line, at, button: from } = reading;
  reading.turned = true;
  speechSynthesis.cancel();
  reading = { line, at, button: from };
  next();
}
