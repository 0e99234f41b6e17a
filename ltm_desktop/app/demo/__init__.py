"""The demo site: synthetic patients in every state, made by the window's own commands."""
