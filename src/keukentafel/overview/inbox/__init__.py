"""What waits for my answer, at all my tables."""
