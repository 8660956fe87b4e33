"""What is done at the table, by subject."""
