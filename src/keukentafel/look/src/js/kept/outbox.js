// Messages that wait for a connection, kept beyond their page: what the room of conversations asks for by `window.ktOutbox`.
export const outboxOf = (drafts) => ({
  add: (message) => drafts.keep(`talk ${message.once}`, message),
  done: (once) => drafts.forget(`talk ${once}`),
  waiting: async (to) => (await drafts.all("talk ")).map((one) => one.value).filter((message) => message.to === to),
});
