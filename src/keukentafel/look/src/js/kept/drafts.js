// What was typed and not sent. On a device that keeps pages it lies sealed, with a key that the site gives only to this person's
// own pages: nobody else's page opens it. Elsewhere it lives as long as the page does.
// Use it as: import { drafts } from "../kept/drafts.js"; const kept = drafts(); await kept.keep("talk/<id>", {text}).
import * as store from "./store.js";

const DAYS = 30 * 24 * 60 * 60 * 1000;

export function drafts() {
  window.ktDrafts ??= document.body.dataset.half && crypto.subtle ? sealed(document.body.dataset.half) : passing();
  return window.ktDrafts;
}

function passing() {
  const here = new Map();
  return {
    lasting: false,
    keep: async (key, value) => void here.set(key, { key, value, at: Date.now() }),
    take: async (key) => here.get(key)?.value,
    all: async (prefix) => [...here.values()].filter((one) => one.key.startsWith(prefix)),
    forget: async (key) => void here.delete(key),
  };
}

function sealed(half) {
  const made = keyOf(half);
  const read = async (lying) => store.open(await made, lying);
  return {
    lasting: true,
    async keep(key, value) {
      if (document.body.hidden) return; // somebody left
      await store.put("drafts", await store.seal(await made, await store.idOf(half, key), { key, value, at: Date.now() }));
    },
    take: async (key) => (await read(await store.get("drafts", await store.idOf(half, key))))?.value,
    async all(prefix) {
      const found = (await Promise.all((await store.list("drafts")).map(read))).filter(Boolean);
      const old = found.filter((one) => Date.now() - one.at > DAYS);
      for (const one of old) await this.forget(one.key);
      return found.filter((one) => one.key.startsWith(prefix) && !old.includes(one)).sort((a, b) => a.at - b.at);
    },
    forget: async (key) => void (await store.drop("drafts", await store.idOf(half, key))),
  };
}

async function keyOf(half) {
  const text = new TextEncoder();
  const from = await crypto.subtle.importKey("raw", text.encode(half), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: text.encode("keukentafel"), info: text.encode("drafts") };
  return crypto.subtle.deriveKey(how, from, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
