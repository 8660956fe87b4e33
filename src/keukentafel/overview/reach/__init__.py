"""When I can be reached: said once, written on my card at every table."""
