"""The scanner test page: what a scanner really sends, and what to set on it."""
