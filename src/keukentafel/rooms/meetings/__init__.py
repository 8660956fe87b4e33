"""Meetings of the family with its helpers: prepared together, held point by point, told in the family's words."""
