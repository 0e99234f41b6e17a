"""Door: the encrypted store, the key file and the files beside them; SQL lives only here."""
