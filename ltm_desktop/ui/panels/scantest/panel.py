"""The scanner test page wired: every scan made while it is in sight is shown on it."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.scantest.presenter import Arrived, trial
from ltm_desktop.ui.panels.scantest.view import ScanTestView
from ltm_desktop.ui.scan_listener import Listener, Received
from ltm_desktop.ui.scanner import find_scanner
from ltm_desktop.ui.wedge import Rhythm


def build(context: Context) -> QWidget:
    """Return the page; it concerns no patient and records nothing."""
    view = ScanTestView(context.say)
    listener = Listener(view)
    listener.takes_forms = True

    def show(received: Received) -> None:
        burst = received.burst
        arrived = Arrived(
            burst.text,
            burst.gaps,
            burst.suffix,
            received.scan,
            received.alerts,
            received.separators_arrive,
        )
        scanner = find_scanner()
        gap = (scanner.rhythm if scanner is not None else Rhythm()).gap_ms
        today = context.desk.clock.now().date()
        half = any(alert.code == "scanning.half" for alert in received.alerts)
        view.show_trial(trial(arrived, gap, today, context.say), half=half)

    listener.received.connect(show)
    return view
