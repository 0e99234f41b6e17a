"""Set-up, the whole check and packaging; standard library only on the way to a working program."""
