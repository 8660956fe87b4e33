"""Taking a dossier along, and bringing one along: one encrypted archive, out and in."""
