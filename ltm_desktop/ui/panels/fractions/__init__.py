"""Radiotherapy: the course as figures, plot and table, and the forms that order and tell it."""
