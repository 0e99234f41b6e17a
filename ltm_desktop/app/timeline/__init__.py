"""One patient's time line: one plain structure that window, table, file and paper share."""
