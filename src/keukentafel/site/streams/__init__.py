"""Open pages hear at once that something happened: server-sent events, from a small process of their own."""
