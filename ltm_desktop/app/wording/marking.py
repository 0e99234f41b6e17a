"""Mark sentences that stand in tables, so that extraction finds them.

Refuses nothing: the mark is a no-op at run time and is read from the source only.
"""


def mark(text: str) -> str:
    """Return the text as it is; extraction reads the literal."""
    return text
