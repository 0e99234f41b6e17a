"""Unfinished drafts of the person at the desk: listed, opened at their field, thrown away."""
