"""The demo site: synthetic people and patients in every state, made by the window's own commands."""
