"""Setting up a new site: guided pages, one question at a time."""
