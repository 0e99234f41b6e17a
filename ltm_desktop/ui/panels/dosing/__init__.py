"""Dose administration: order, check, give, sign, and a dose that was not given."""
