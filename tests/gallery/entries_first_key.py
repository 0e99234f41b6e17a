"""First sign-in or forgotten secret, empty and refused."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.certifying import KeyReason
from ltm_desktop.ui.panels.signin.first_key_view import FirstKeyPage
from tests.gallery.frame import Entry


def _refused(say: Words) -> QWidget:
    page = FirstKeyPage(say)
    page.reason.set_value((KeyReason.RECOVERED.value, ""))
    page.reason.changed.emit()
    page.show_alerts((stop("people.witness_refused", person="nurse.a"),))
    return page


ENTRIES = [
    Entry("first-key", FirstKeyPage, (1366,), 768),
    Entry("first-key-refused", _refused, (1366,), 768),
]
