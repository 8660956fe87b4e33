"""Backups of the database that comes along, and coming back from one (decision 0013). The keys have their own."""
