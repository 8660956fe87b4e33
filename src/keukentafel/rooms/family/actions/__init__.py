"""What is done around rights, by subject."""
