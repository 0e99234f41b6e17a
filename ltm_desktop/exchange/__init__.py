"""The door of exchange: files of other systems, read into values that people confirm."""
