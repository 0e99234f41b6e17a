"""What the emergency page is called, on its buttons and on itself.

Apart from the page's own words, so that the sign-in shows the way to it before anything is loaded.
"""

from ltm_desktop.app.wording.words import Words


def title(say: Words) -> str:
    """Return what the page and the button that opens it are called."""
    return say("Wrong drug or overdose into CSF")
