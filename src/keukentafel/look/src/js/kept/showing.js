// How a copy is shown: with when it was, with every form off, and asking nothing of the site.
const HEADERS = ["content-security-policy", "permissions-policy", "referrer-policy", "x-content-type-options", "content-language"];

// What of an answer is kept beside its text.
export function headersOf(answer) {
  const kept = HEADERS.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]);
  return [...kept, ["content-type", "text/html; charset=utf-8"], ["cache-control", "no-store"]];
}

export function titleOf(html) {
  const title = html.match(/<title>([^<]*)<\/title>/)?.[1].trim() ?? "";
  const whose = html.match(/<p class="kt-dossier"><bdi>([^<]*)<\/bdi>/)?.[1];
  return whose && !title.includes(whose) ? `${title} · ${whose}` : title;
}

export function languageOf(html) {
  return html.match(/<html lang="([a-z]+)"/)?.[1] ?? "nl";
}

function moment(at, language) {
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(at);
}

// The page as it was. `shell`: the page for who is not connected, which has the words; `others`: what else is kept.
export function then(page, shell, others, until) {
  const note = shell.match(/<template id="then">([\s\S]*?)<\/template>/)?.[1] ?? "";
  const told = note.replace("{moment}", moment(page.at, languageOf(page.html)));
  const paths = others.map((one) => one.path).join(" ");
  return page.html
    .replace("<html ", `<html data-offline data-until="${until}" data-kept="${paths}" `)
    .replace(/<form (?![^>]*data-exit)/g, "<form inert ")
    .replace(/ data-sent="[^"]*"/, "")
    .replace(/ hx-(?:get|post|trigger|ext)="[^"]*"/g, "")
    .replace(/ data-(?:pulse|live)-url="[^"]*"/g, "")
    .replace(/<main [^>]*>/, (main) => main + told);
}

export function away(shell, pages, until) {
  const language = languageOf(shell);
  const line = (page) => `<li><a href="${page.path}">${page.title}</a> <span class="kt-soft kt-small">${moment(page.at, language)}</span></li>`;
  const html = shell.replace("<html ", `<html data-offline data-until="${until}" `).replace(/<form (?![^>]*data-exit)/g, "<form inert ");
  const names = pages.sort((a, b) => a.path.localeCompare(b.path)).map(line).join("");
  return names ? html.replace(/(<ul id="kept">)[\s\S]*?(<\/ul>)/, `$1${names}$2`) : html;
}
