"""The site's numbers: tables, survival curves, and the patients behind each number."""
