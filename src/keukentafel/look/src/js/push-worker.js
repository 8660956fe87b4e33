// What a browser shows when it is pushed to: words that stand here, never any that came along. One at a time.
const DUTCH = ["Keukentafel", "Er is iets nieuws voor je."];
const WORDS = new Map([["nl", DUTCH], ["en", ["Kitchen table", "There is something new for you."]]]);
const LINK = /^\/n\/[\w-]{1,80}\/$/;

export function listenForPush(self) {
  self.addEventListener("push", (event) => event.waitUntil(shown(self, told(event))));
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(opened(self, event.notification.data));
  });
}

// A message that is not ours still has to show something: browsers ask for it.
function told(event) {
  try {
    const said = event.data.json();
    return { words: WORDS.get(said.l) ?? DUTCH, path: LINK.test(said.u) ? said.u : "/today/" };
  } catch {
    return { words: DUTCH, path: "/today/" };
  }
}

function shown(self, { words: [title, body], path }) {
  return self.registration.showNotification(title, { body, tag: "kitchen-table", data: path, icon: "/static/built/favicon.svg" });
}

async function opened(self, path) {
  const open = await self.clients.matchAll({ type: "window" });
  const one = open.find((client) => client.focused) ?? open[0];
  if (one?.navigate) return one.navigate(path).then((there) => there?.focus()).catch(() => self.clients.openWindow(path));
  return self.clients.openWindow(path);
}
