// What a page can do without at first comes when it stands: at once for who types or keeps pages here, else after a while.
const AFTER = 3000;

export function later() {
  const { app, half } = document.body.dataset;
  if (!app) return;
  let asked = false;
  const load = () => {
    if (asked) return;
    asked = true;
    add(app);
  };
  addEventListener("input", load, { once: true, capture: true });
  addEventListener("load", () => setTimeout(load, half || "offline" in document.documentElement.dataset ? 0 : AFTER));
}

export function add(address) {
  const script = document.createElement("script");
  script.src = address;
  document.head.append(script);
}
