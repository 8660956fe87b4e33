"""The fridge print: the plan on one A4, as a page and as a tagged PDF."""
