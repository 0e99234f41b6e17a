"""Tell each kind of event in words, field by field; one module a topic."""
