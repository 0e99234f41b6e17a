"""Name the codes of the record in the words of the clinic; one module a topic."""
