"""The help beside a page: of a page with its keys, and why an alert is shown."""

from datetime import date

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.why import SignedRules
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.quantities import mg
from ltm_desktop.ui.panels.help.presenter import HelpPresenter, InSight
from ltm_desktop.ui.panels.help.view import HelpView
from tests.gallery.frame import Entry

_SIGNED = SignedRules(3, "NCT05305885", "1.0", "Qing Demo 演示青", date(2026, 3, 1))
_ABOVE = stop(
    "dosing.above_ceiling",
    "hard rule H05: protocol dose and ceiling",
    dose=mg("16"),
    ceiling=mg("15"),
)


def _made(say: Words, *alerts: Alert) -> QWidget:
    view = HelpView(say)
    keys = (("Alt+M", say("Only for me")), ("Alt+S", say("Sort again")))
    sight = InSight(("today", "recovery"), alerts, keys, open_site=True)
    presenter = HelpPresenter(view, sight, say, lambda: _SIGNED)
    view.presenter = presenter
    presenter.start()
    return view


ENTRIES = [
    Entry("help-page", _made, (380,), 640),
    Entry("help-why", lambda say: _made(say, _ABOVE), (380,), 1100),
]
