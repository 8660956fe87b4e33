// What our own server sent of a page, as elements to put into this one. The browser reads it as a document of its own, in which
// nothing runs or loads.
export function pieces(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.children];
}
