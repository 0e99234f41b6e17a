"""How a demo site is signed in to where nobody is named; every other site asks for a person."""

from ltm_desktop.app.demo.door import SECRET
from ltm_desktop.app.ports import SiteFacts

_READER = "monitor.m"


def demo_sign_in(facts: SiteFacts) -> tuple[str, str]:
    """Return the demo monitor's name and secret on a demo site, two blanks anywhere else."""
    return (_READER, SECRET) if facts.kind == "demo" else ("", "")
