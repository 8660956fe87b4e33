"""Who is told that there is something, and how: never what."""
