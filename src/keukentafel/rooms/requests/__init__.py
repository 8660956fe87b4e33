"""What somebody asks about what is kept about them, and what the family answers (GDPR, articles 15 to 21)."""
