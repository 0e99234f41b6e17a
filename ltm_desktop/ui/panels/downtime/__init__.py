"""The downtime kit: how old the newest is, making one, and coming back with a used form."""
