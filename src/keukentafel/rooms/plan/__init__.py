"""One family, one plan: goals, agreements, and looking back together."""
