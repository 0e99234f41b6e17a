"""The alerts page: with a rule to review, with nothing to count, and with synthetic counts."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.alert_ledger import Tally
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.site.alerts import line, proposed
from ltm_desktop.ui.panels.site.alerts_view import AlertsView
from tests.gallery.frame import Entry

_COUNTED = (
    Tally("H08", shown=13, acted_on=0, overridden=10, told=2),
    Tally("H07", shown=21, acted_on=17, overridden=3, told=0),
    Tally("H12", shown=9, acted_on=9, overridden=0, told=0),
    Tally("H14", shown=2, acted_on=0, overridden=0, told=0),
    Tally("design section 5: no free CSF, pus, leak or open wound: no injection", 1, 1, 0, 0),
)


def _counted(say: Words) -> QWidget:
    view = AlertsView(say)
    view.show_months([("", say("All months"))], "")
    view.show_proposed([proposed(one, say) for one in _COUNTED if one.to_review])
    view.show_rules([line(one, say) for one in _COUNTED])
    return view


ENTRIES = [
    Entry("site-alerts", _counted, (1234,), 640),
    Entry("site-alerts-none", AlertsView, (1234,), 640),
]
