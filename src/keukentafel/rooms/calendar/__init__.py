"""The calendar: appointments, choosing a moment together, and both as other programs know them."""
