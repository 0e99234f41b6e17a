"""What people do: one write path, charts, worklists and the ports it needs from the world."""
