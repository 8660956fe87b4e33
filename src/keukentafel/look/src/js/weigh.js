// How heavy a Dutch sentence reads: the same as look/plain/measure.py, number by number.
const words = (text) => new Set(text.split(" "));
const DUTCH = words("de het een en van dat die niet ik je jij jullie wij ze hij met voor op te er aan bij om naar uit dan ook maar nog heeft hebben zijn worden wordt werd deze dit zal kan moet door over als wat geen");
const JOINS = words("dat die omdat waarbij waardoor waarmee waarin waarop waaruit waarvan waarna terwijl zodat teneinde indien doordat aangezien hoewel opdat alvorens nadat voordat mits tenzij wanneer welke alsmede waarvoor");
const BECOMES = words("worden wordt werd werden geworden");
const NOT_DONE = words("gezinnen gesprekken gevallen gedachten gebieden beleid bericht gezicht gewicht gebeurtenissen gemeenten bestaand verband beeld bekend gebouwen gebruiken herinneringen geeft geven geloven gelooft gebeurt gebeuren geniet genieten verkeerd bereid genoten gewoonten gerechten");
const DONE = /^(?:(?:[a-z]{2,4})?ge[a-z]{2,}(?:d|t|en)|(?:be|ver|ont|her|er)(?:[a-z]{3,}(?:d|cht)|schreven|sproken|broken|nomen|boden|wezen))$/;
const NUCLEI = /aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ai|ij|ou|au|[aeiouy]/g;

export function heavy(text) {
  const sentences = text.replace(/([.!?…]["'”’)]*)\s+/g, "$1\n").split("\n").map((one) => one.trim());
  return sentences.map((sentence) => ({ sentence, why: weigh(sentence) })).filter((one) => one.why);
}

export function weigh(sentence) {
  const said = (sentence.match(/\p{L}+(?:['’-]\p{L}+)*/gu) ?? []).map(plain);
  const many = (set) => said.filter((word) => set.has(word)).length;
  if (said.length < 8 || many(DUTCH) < 2) return null;
  if (said.length > 25) return "long";
  if (said.length >= 16 && many(JOINS) >= 3) return "clauses";
  if (said.length >= 10 && many(BECOMES) && said.some((word) => DONE.test(word) && !NOT_DONE.has(word) && !BECOMES.has(word))) return "passive";
  const spoken = said.reduce((sum, word) => sum + ((word.match(NUCLEI) ?? []).length || 1), 0);
  return 206.84 - (77 * spoken) / said.length - 0.93 * said.length < 40 ? "words" : null;
}

function plain(word) {
  return word.toLowerCase().normalize("NFD").replace(/([aeiouy])\u0308/g, "-$1").replace(/[\u0300-\u036f]/g, "");
}
