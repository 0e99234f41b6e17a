"""The site's issued papers: finding one, opening it, saving a copy."""
