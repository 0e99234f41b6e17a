"""Assessments of response of one patient: the form, the list over time, the signature."""
