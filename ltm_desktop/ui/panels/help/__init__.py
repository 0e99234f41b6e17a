"""Help beside the page in sight: what it is for, its keys, and why each alert is shown."""
