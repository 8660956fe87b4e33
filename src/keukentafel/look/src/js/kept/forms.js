// A form with a text area keeps what is typed until it was sent well, and gives it back. `once` and `version` go with it: sent
// twice it is one thing, and what somebody else changed meanwhile is shown beside it.
import { words } from "../words.js";

const SOON = 300;
const FIELDS = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit]), [name=once], [name=version]";

export async function keepForms(drafts, root) {
  unwritten(root);
  const forms = root.matches?.("form") ? [root] : [...root.querySelectorAll("form")];
  for (const form of forms.filter((one) => one.querySelector("textarea"))) await watch(drafts, form);
}

// Browsers write what is typed on the disk, plainly, to give it back after a crash. That is ours to do, sealed or not at all.
export function unwritten(root) {
  root.querySelectorAll("textarea, [dir=auto]:is(input)").forEach((field) => (field.autocomplete = "off"));
}

// The site says to which address a form was sent well: what went there is thrown away.
export async function sentWell(drafts) {
  const address = document.body.dataset.sent;
  if (!address) return;
  for (const one of await drafts.all(`form ${address} `)) if (one.value.sent) await drafts.forget(one.key);
}

function keyOf(form) {
  const like = [...document.querySelectorAll("form")].filter((one) => one.action === form.action);
  return `form ${new URL(form.action).pathname} ${location.pathname} ${like.indexOf(form)}`;
}

async function watch(drafts, form) {
  if (form.dataset.kept || form.closest("[inert]")) return;
  form.dataset.kept = "yes";
  const key = keyOf(form);
  let timer;
  const save = (sent = false) => {
    clearTimeout(timer);
    return changed(form) ? drafts.keep(key, { fields: values(form), sent }) : drafts.forget(key);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, SOON);
  });
  // Before any other: a page that sends by itself lets nobody hear of it, and empties the field when it has taken the words.
  addEventListener("submit", (event) => {
    if (event.target !== form) return;
    save(true);
    setTimeout(() => changed(form) || save(), SOON);
  }, true);
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form || event.detail.xhr.status === 422 || !event.detail.successful) return;
    clearTimeout(timer);
    drafts.forget(key);
  });
  const typed = changed(form);
  const draft = typed ? undefined : (await drafts.all(key)).find((one) => one.key === key);
  if (draft && !changed(form)) await giveBack(drafts, form, draft);
  else if (typed) save();
}

export const changed = (form) => [...form.querySelectorAll("textarea")].some((area) => area.value.trim() && area.value !== area.defaultValue);

function values(form) {
  return [...form.querySelectorAll(FIELDS)].filter((field) => field.name).map((field) => {
    const box = ["checkbox", "radio"].includes(field.type);
    return [field.name, box ? `${field.value}` : field.value, box ? field.checked : null];
  });
}

async function giveBack(drafts, form, draft) {
  const fields = [...form.querySelectorAll(FIELDS)];
  for (const [name, value, checked] of draft.value.fields) {
    const at = fields.findIndex((field) => field.name === name && (checked === null || field.value === value));
    const [field] = at < 0 ? [] : fields.splice(at, 1);
    if (!field) continue;
    if (checked === null) field.value = value;
    else field.checked = checked;
  }
  const say = await words();
  const note = document.createElement("p");
  note.className = "kt-notice kt-notice-info kt-draft";
  note.role = "status";
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const told = document.createElement("span");
  told.textContent = say.typed.replace("%s", when.format(draft.at));
  const away = document.createElement("button");
  away.type = "button";
  away.className = "nl-button nl-button--subtle";
  away.textContent = say.drop;
  away.addEventListener("click", () => {
    drafts.forget(draft.key);
    form.reset();
    note.remove();
  });
  note.append(told, away);
  form.prepend(note);
}

// On a computer that keeps nothing, the browser asks before what was typed is gone.
export function warn() {
  unwritten(document);
  document.addEventListener("htmx:load", (event) => unwritten(event.target));
  addEventListener("beforeunload", (event) => {
    const open = [...document.querySelectorAll("main form")].some((form) => !form.dataset.sent && changed(form));
    if (open) event.preventDefault();
  });
}
