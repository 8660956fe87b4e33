"""The journal: entries, comments and reactions of a family."""
