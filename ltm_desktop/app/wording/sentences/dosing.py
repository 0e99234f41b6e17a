"""What the dosing alerts and refusals mean, and what to do next."""

SENTENCES: dict[str, tuple[str, str]] = {}
