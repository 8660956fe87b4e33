"""Rights and consent: age, parental authority, who agreed to what, help in an emergency, a table of one's own at 18."""
