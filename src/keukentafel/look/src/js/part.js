// A form whose buttons stand elsewhere on the page (`form="..."`): only the part around the button that was pressed is replaced.
export function parts(htmx) {
  document.addEventListener("submit", (event) => {
    const around = event.target.dataset.part && event.submitter?.closest(event.target.dataset.part);
    if (!around) return;
    event.preventDefault();
    htmx.ajax("POST", event.submitter.formAction, { source: event.submitter, target: around, swap: "outerHTML" });
  });
}
