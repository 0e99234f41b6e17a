"""Today: what is overdue, due, held or open, the next seven days, and what waits to be signed."""
