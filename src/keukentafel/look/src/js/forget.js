// What is kept in the browser goes: nobody waits longer for it than a quarter of a second. Our service worker does the same.
export const STORE = "keukentafel";

export function forgetAll() {
  return Promise.race([dropped(), new Promise((done) => setTimeout(done, 250))]);
}

export function dropped() {
  return new Promise((done) => {
    try {
      const asked = indexedDB.deleteDatabase(STORE);
      asked.onsuccess = asked.onerror = done;
    } catch {
      done(); // a browser that keeps nothing for us
    }
  });
}
