"""Who looked: the access log in plain words, for the family."""
