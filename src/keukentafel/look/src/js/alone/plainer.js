// Only on pages of a professional: a tip under the field when a word or a sentence could be plainer. What is typed goes
// nowhere for it, nothing is kept, and it stops nobody.
import { heavy } from "../weigh.js";

const CALM = 1200, MOST = 3, PIECE = 60;
const source = document.currentScript.dataset.words;
const enough = new WeakSet(), replaced = new WeakMap();
let forms = new Map(), asked = false, timer;

document.addEventListener("input", (event) => {
  clearTimeout(timer);
  timer = setTimeout(() => look(event.target), CALM);
});
document.addEventListener("focusin", (event) => place(event.target) && load(event.target));
document.addEventListener("focusout", (event) => look(event.target));

async function load(area) {
  if (asked) return;
  asked = true;
  const answer = await fetch(source).catch(() => null);
  if (!answer?.ok) return void (asked = false); // without a connection there is no tip; the next field asks again
  forms = byFirstWord(Object.entries(await answer.json()));
  look(area);
}

function byFirstWord(all) {
  const found = new Map();
  for (const [said, easier] of all) {
    const form = { words: tokens(said).map((one) => one.word), exact: said !== said.toLowerCase(), easier };
    const first = form.words[0].toLowerCase();
    found.set(first, [...(found.get(first) ?? []), form].sort((one, other) => other.words.length - one.words.length));
  }
  return found;
}

const tokens = (text) => [...text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)].map((match) => ({ word: match[0].replaceAll("’", "'"), start: match.index, end: match.index + match[0].length }));

function find(text) {
  const said = tokens(text), found = [];
  for (let at = 0; at < said.length; at++) {
    const form = (forms.get(said[at].word.toLowerCase()) ?? []).find((one) => stands(text, said.slice(at, at + one.words.length), one));
    if (!form) continue;
    const { start } = said[at], { end } = said[(at += form.words.length - 1)];
    found.push({ start, end, word: text.slice(start, end), easier: form.easier });
  }
  return found;
}

function stands(text, said, form) {
  if (said.length !== form.words.length) return false;
  const same = said.every((one, at) => one.word === form.words[at] || (!at && !form.exact && small(one.word) === form.words[at]));
  return same && said.slice(1).every((one, at) => [" ", "-", ", ", "\u00a0", "\u2011"].includes(text.slice(said[at].end, one.start)));
}

const small = (word) => word[0].toLowerCase() + word.slice(1);
const place = (area) => (area.matches?.("textarea, input") ? area.closest(".kt-field")?.querySelector(".kt-plainer") : null);
const drawn = (what) => document.querySelector("#kt-plainer").content.querySelector(`[data-plain=${what}]`).cloneNode(true);

function look(area) {
  const shown = place(area);
  if (!shown || enough.has(area)) return;
  const bracketed = (one) => area.value[one.start - 1] === "(" && area.value[one.end] === ")"; // said in plain words before it
  const words = [...new Map(find(area.value).filter((one) => !bracketed(one)).map((one) => [one.word, one])).values()];
  const tips = [...words, ...heavy(area.value)].slice(0, MOST);
  const key = JSON.stringify(tips.map((one) => one.word ?? one.sentence));
  if (key === (shown.dataset.tips ?? "[]")) return;
  shown.dataset.tips = key;
  draw(area, shown, tips.map((one) => (one.word ? wordTip(area, one) : sentenceTip(one))));
}

function draw(area, shown, lines) {
  const last = replaced.get(area);
  if (last && area.value.includes(last.said)) lines.push(last.back);
  if (!lines.length) return shown.replaceChildren();
  const hint = drawn("hint");
  hint.querySelector(".kt-row").before(...lines);
  hint.querySelector("[data-plain=enough]").addEventListener("click", () => {
    enough.add(area);
    shown.replaceChildren();
    area.focus();
  });
  shown.replaceChildren(hint);
}

function sentenceTip({ sentence, why }) {
  const line = drawn(why);
  line.querySelector("q").textContent = sentence.length > PIECE ? `${sentence.slice(0, PIECE).trimEnd()}…` : sentence;
  return line;
}

function wordTip(area, { word, easier }) {
  const line = drawn("word"), button = line.querySelector("button");
  line.querySelector("q").textContent = word;
  button.textContent = easier;
  button.setAttribute("aria-label", `${button.getAttribute("aria-label")}: ${easier}`);
  button.addEventListener("click", () => {
    const now = find(area.value).find((one) => one.word === word);
    if (!now) return;
    const said = /^\p{Lu}(?!\p{Lu})/u.test(word) ? easier[0].toUpperCase() + easier.slice(1) : easier;
    const back = drawn("done");
    back.querySelector("q").textContent = said;
    back.querySelector("button").addEventListener("click", () => {
      const at = area.value.indexOf(said, Math.max(0, now.start - 1));
      if (at >= 0) put(area, at, at + said.length, word);
      replaced.delete(area);
      look(area);
    });
    replaced.set(area, { said, back });
    put(area, now.start, now.end, said);
    look(area);
  });
  return line;
}

// As if it were typed, so that the browser's own undo takes it back too.
function put(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
