"""Everything known of one patient on one axis of days."""
