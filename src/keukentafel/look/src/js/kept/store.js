// The one place that the browser keeps something for us. Every block in it is sealed (AES-GCM), bound to where it lies.
// No connection stays open: then it can be thrown away at any moment.
import { STORE } from "../forget.js";

const SHELVES = ["keys", "copies", "drafts"];
const text = new TextEncoder();

function opened() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(STORE, 1);
    asked.onupgradeneeded = () => SHELVES.forEach((shelf) => asked.result.createObjectStore(shelf, { keyPath: "id" }));
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
  });
}

// One thing on one shelf: `work(shelf)` gives the request whose result is wanted.
async function on(shelf, mode, work) {
  const store = await opened();
  try {
    return await new Promise((done, fail) => {
      const step = store.transaction(shelf, mode);
      const asked = work(step.objectStore(shelf));
      step.oncomplete = () => done(asked.result);
      step.onerror = step.onabort = () => fail(step.error);
    });
  } finally {
    store.close();
  }
}

export const get = (shelf, id) => on(shelf, "readonly", (lying) => lying.get(id));
export const list = (shelf) => on(shelf, "readonly", (lying) => lying.getAll());
export const put = (shelf, thing) => on(shelf, "readwrite", (lying) => lying.put(thing));
export const drop = (shelf, id) => on(shelf, "readwrite", (lying) => lying.delete(id));
export const clear = (shelf) => on(shelf, "readwrite", (lying) => lying.clear());

// Where nothing was ever kept, nothing is made to look into it.
export async function exists() {
  const all = await indexedDB.databases?.();
  return all ? all.some((one) => one.name === STORE) : true;
}

export async function clearAll() {
  if (!(await exists())) return;
  for (const shelf of SHELVES) await clear(shelf);
}

// An id that does not tell of what: `whose` is a secret, or what only this browser has.
export async function idOf(whose, name) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(`${whose}\n${name}`)));
  return Array.from(hash.slice(0, 16), (one) => one.toString(16).padStart(2, "0")).join("");
}

export async function seal(key, id, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = text.encode(JSON.stringify(value));
  return { id, iv, block: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(id) }, key, plain) };
}

// What was sealed, or nothing when it is another's, was moved or was touched.
export async function open(key, lying) {
  if (!key || !lying) return undefined;
  const how = { name: "AES-GCM", iv: lying.iv, additionalData: text.encode(lying.id) };
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, lying.block)));
  } catch {
    return undefined;
  }
}
