"""Files: photos, documents, voice messages and short videos, wherever at the table they were put."""
