"""A serious event in the chart: its clocks, what was told of it, and its signed form."""
