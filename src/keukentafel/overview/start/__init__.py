"""Start a dossier: a few small steps, in the family's own words."""
