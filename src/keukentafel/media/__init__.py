"""What files are: their type by what is in them, photos drawn anew, and what a scanner finds. No dossier."""
