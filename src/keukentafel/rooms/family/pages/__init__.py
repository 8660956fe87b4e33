"""The pages of rights and consent, by subject."""
