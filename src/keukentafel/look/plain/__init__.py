"""Plain words: what jargon means, an easier word for it, and how heavy a sentence reads."""
