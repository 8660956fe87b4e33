"""One's own calendar over all tables: on a page, in one's own program, and by mail."""
