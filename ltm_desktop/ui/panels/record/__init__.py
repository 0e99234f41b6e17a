"""One patient's record: every entry as it was written, its signed text and its papers."""
