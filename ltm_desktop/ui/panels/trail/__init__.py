"""The audit trail: every entry in words, filtered, read in full, saved, and as it once stood."""
