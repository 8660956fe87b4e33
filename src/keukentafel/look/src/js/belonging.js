// What in a text may not belong in a dossier that the family reads: the same as dossiers/belonging.py, by the same words.
import known from "./belonging.json";

const ABOUT = ["abuse", "code", "third"];
const GAPS = { ".": 1, "..": 4, "...": 9 };
const phrases = ABOUT.map((what) => [what, new RegExp(` (?:${known[what].map(written).join("|")})`)]);

export function about(text) {
  const sentences = plain(text).split(/[.!?;]+(?:\s|$)|\n\s*\n/).map((one) => ` ${(one.match(/[a-z0-9]+/g) ?? []).join(" ")} `);
  return phrases.filter(([, phrase]) => sentences.some((one) => phrase.test(one))).map(([what]) => what);
}

function plain(text) {
  const office = text
    .replace(/Veilig ?Thuis|VEILIG THUIS/g, " veiligthuis ")
    .replace(/(^|[^A-Za-z])VT(?![A-Za-z])/g, "$1 veiligthuis ");
  return office.normalize("NFKD").replace(/[\u0300-\u036f'\u2018\u2019`]/g, "").toLowerCase();
}

function written(phrase) {
  return phrase.split(" ").map((one) => {
    if (GAPS[one]) return `(?:[a-z0-9]+ ){0,${GAPS[one]}}`;
    const words = one.split("|").map((word) => known.sets[word] ?? word).join("|");
    return `(?:${words.replaceAll("*", "[a-z0-9]*")}) `;
  }).join("");
}
