// The copies of pages: for our service worker. Their key can't leave the browser, and goes with the session.
import * as store from "./store.js";

const MOST = 30;
const STATE = "state";

// What is kept and for how long, when it may still be opened: else it is thrown away here and now.
export async function current(now = Date.now()) {
  if (!(await store.exists())) return undefined;
  const held = await store.get("keys", "copies");
  if (!held) return undefined;
  const state = await store.open(held.key, await store.get("copies", STATE));
  // A clock that went back is no way to read on.
  if (!state || now > state.until || now < state.seen - 120_000) {
    await throwAway();
    return undefined;
  }
  return { ...state, key: held.key };
}

export async function throwAway() {
  if (!(await store.exists())) return;
  await store.clear("keys");
  await store.clear("copies");
}

// A page came of this session, which lasts until then (milliseconds). Another session's copies go first.
export async function seen(mark, until) {
  let state = await current();
  if (state?.mark !== mark) {
    await throwAway();
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await store.put("keys", { id: "copies", key });
    state = { key };
  }
  await store.put("copies", await store.seal(state.key, STATE, { mark, until, seen: Date.now() }));
  return state.key;
}

export async function keep(key, path, page) {
  await store.put("copies", await store.seal(key, await store.idOf("copy", path), { path, at: Date.now(), ...page }));
  const all = await pages(key);
  for (const old of all.sort((a, b) => b.at - a.at).slice(MOST)) await store.drop("copies", await store.idOf("copy", old.path));
}

export async function of(key, path) {
  return store.open(key, await store.get("copies", await store.idOf("copy", path)));
}

export async function pages(key) {
  const lying = (await store.list("copies")).filter((one) => one.id !== STATE);
  return (await Promise.all(lying.map((one) => store.open(key, one)))).filter(Boolean);
}

// All of a dossier, or what was made of it with other circles in sight.
export async function dropOf(key, dossier, { butWith } = {}) {
  for (const page of await pages(key)) {
    if (page.dossier === dossier && page.sight !== butWith) await store.drop("copies", await store.idOf("copy", page.path));
  }
}
