// What our scripts say, in the language of the page: asked once.
let asked;

export function words() {
  const { lang } = document.documentElement;
  asked ??= fetch(`/app/${lang}/words.json`).then((answer) => answer.json());
  return asked;
}
