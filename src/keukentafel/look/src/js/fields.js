// Text areas grow with what is typed; a password can be shown.
export function helpFields(root) {
  if (!root.querySelectorAll) return;
  if (!CSS.supports("field-sizing", "content")) root.querySelectorAll("textarea").forEach(grows);
  root.querySelectorAll("[data-reveal]").forEach(reveals);
}

function grows(area) {
  const fit = () => {
    area.rows = Math.min(24, Math.max(area.rows, area.value.split("\n").length + 1));
    while (area.scrollHeight > area.clientHeight && area.rows < 24) area.rows += 1;
  };
  area.addEventListener("input", fit);
  fit();
}

function reveals(button) {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    button.setAttribute("aria-pressed", String(hidden));
  });
  // Browsers keep what was typed in text fields: it goes out as a password.
  field.form?.addEventListener("submit", () => { field.type = "password"; });
}
