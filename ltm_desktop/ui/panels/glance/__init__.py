"""Six weeks at a glance: what was planned and what came of it, day by day; it records nothing."""
