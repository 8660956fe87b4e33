"""My data: what is kept about one person, and what they can do about it (GDPR, articles 15 to 22)."""
