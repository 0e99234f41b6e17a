"""Laboratory results of one patient."""
