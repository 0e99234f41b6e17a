"""The audit trail: every entry as people read it, found by page, told in words, put on paper."""
