"""The pages of the table, by subject."""
