"""The line of the downtime kit on Today: fresh, old, and a code that leads nowhere."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.ui.panels.downtime.view import DowntimeLine
from tests.gallery.frame import Entry


def _line(say: Words, hours: int) -> DowntimeLine:
    view = DowntimeLine(say)
    age = say.duration(timedelta(hours=hours))
    words = say("Newest downtime kit: made {age} ago", age=age)
    view.show_age(words, caution=hours > 26)
    return view


def _damaged(say: Words) -> QWidget:
    view = _line(say, 51)
    view.show_alerts((stop("scanning.damaged"),))
    return view


ENTRIES = [
    Entry("downtime-line", lambda say: _line(say, 3), (1240,)),
    Entry("downtime-line-damaged", _damaged, (1240, 1800)),
]
