"""Review of a record: queries and answers, the comparison with the source, the lock."""
