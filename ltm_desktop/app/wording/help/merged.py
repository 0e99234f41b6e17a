"""All help in one table, and which help a part of the window has."""

from collections.abc import Mapping

from ltm_desktop.app.wording.help import chart, frame, site
from ltm_desktop.app.wording.help.page import Help

HELP: Mapping[str, Help] = {**frame.HELP, **chart.HELP, **site.HELP}


def topic_of(panel: str) -> str:
    """Return whose help a panel's module has, such as "labs.trends"; nothing where none is.

    The longest name counts: labs.trends_view has its own help before that of labs.
    """
    found = [topic for topic in HELP if _is_of(panel, topic)]
    return max(found, key=len, default="")


def _is_of(panel: str, topic: str) -> bool:
    return panel == topic or panel.startswith((f"{topic}.", f"{topic}_"))
