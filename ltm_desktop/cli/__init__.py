"""The command line: a door that speaks to a terminal, in words and exit codes."""
