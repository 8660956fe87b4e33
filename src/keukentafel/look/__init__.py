"""How the house looks: templates, components, pictures, words for dates, and `show()`."""
