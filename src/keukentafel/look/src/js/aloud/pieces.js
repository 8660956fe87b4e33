// What there is to read aloud: pieces of a page, and in each the blocks of text that somebody sees.
const PIECES = "article, .kt-card, .kt-sheet, [data-aloud]";
const NOT_READ = "button:not([dir=auto]), .nl-button, form, nav, svg, script, template, [hidden], [aria-hidden=true], .kt-hidden, .kt-aloud, .kt-aloud-bar, .kt-help, .kt-dossier";

// Every piece with people's words in it; of pieces in pieces the outer one, but for articles, which each stand alone.
export function pieces(main) {
  return [...main.querySelectorAll(PIECES)].filter((one) => {
    const inside = one.parentElement.closest(PIECES);
    const alone = !inside || one.matches("article, [data-aloud]");
    return alone && !one.closest("form") && one.querySelector("[dir=auto], p") && blocks(one).length;
  });
}

// In reading order: the element, its pieces of text, and the language in which it stands.
export function blocks(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(NOT_READ) || !(parent.checkVisibility?.() ?? true)) continue;
    const element = blockOf(parent, root);
    const last = found.at(-1);
    if (last?.element === element) last.nodes.push(node);
    else found.push({ element, nodes: [node], lang: parent.closest("[lang]").lang });
  }
  return found.map((one) => ({ ...one, text: one.nodes.map((node) => node.data).join(" ") }));
}

function blockOf(element, root) {
  let at = element;
  while (at !== root && getComputedStyle(at).display.startsWith("inline")) at = at.parentElement;
  return at;
}

// The word that begins at a place in the text of a block, as a range of the page.
export function wordAt(block, start, length) {
  const range = document.createRange();
  let before = 0;
  for (const node of block.nodes) {
    const end = before + node.data.length;
    if (start < end) {
      const from = start - before;
      range.setStart(node, from);
      range.setEnd(node, Math.min(node.data.length, from + (length || node.data.slice(from).search(/\s|$/) || 1)));
      return range;
    }
    before = end + 1; // the space between two pieces
  }
  return undefined;
}
