"""The scanner test page after a good scan, a refused one and before any."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.scans import read_scan
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.ui.panels.scantest.presenter import Arrived, trial
from ltm_desktop.ui.panels.scantest.view import ScanTestView
from tests.gallery.frame import Entry

_TODAY = dt.date(2026, 3, 2)
_PACK = "]d201095200000012301727093010PMX24A7\x1d21SN000981"


def _good(say: Words) -> QWidget:
    view = ScanTestView(say)
    scan = read_scan(_PACK, _TODAY)
    arrived = Arrived(_PACK, (4,) * 48, "\r", scan, (), separators_arrive=True)
    view.show_trial(trial(arrived, 30, _TODAY, say), half=False)
    return view


def _refused(say: Words) -> QWidget:
    view = ScanTestView(say)
    text = _PACK.replace("\x1d", "")
    alerts = (stop("scanning.separator_doubtful"),)
    arrived = Arrived(text, (28,) * 47, "", None, alerts, separators_arrive=False)
    view.show_trial(trial(arrived, 30, _TODAY, say), half=True)
    return view


ENTRIES = [
    Entry("scantest-empty", ScanTestView, (1234,), 560),
    Entry("scantest-good", _good, (1234,), 560),
    Entry("scantest-refused", _refused, (1234, 900), 560),
]
