"""Say what each alert and refusal means and what to do next; one module a topic."""
