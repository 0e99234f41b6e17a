"""Putting a backup back: look first, then say why, then it is done and on record."""
