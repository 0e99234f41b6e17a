"""Tables as files that spreadsheets and statistics programs read."""
