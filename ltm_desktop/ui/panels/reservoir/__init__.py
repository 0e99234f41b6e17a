"""A reservoir's record in the chart."""
