"""The hall: all tables of one person, and what asks for attention there."""
