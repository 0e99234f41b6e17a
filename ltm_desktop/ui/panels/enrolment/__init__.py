"""Entering a patient, completing what enrolment left open, and ending study treatment."""
