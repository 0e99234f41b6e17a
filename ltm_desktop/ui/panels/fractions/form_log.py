"""The fraction log: a copy for reading, made now, and the signed logs of the weekly checks."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.records import Record, RecordKind
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.panels.fractions.beside import Beside
from ltm_desktop.ui.panels.fractions.side_page import Action, all_filled, side_page
from ltm_desktop.ui.speak import to_alerts
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.text import Text

TOPIC = "fractions.log"
KEY = "Alt+O"
_BOTH = "en+zh_CN"


class LogSide(QWidget):
    """Open the log in a viewer, from which it is printed."""

    def __init__(self, room: Beside, viewer: Viewer = system_viewer) -> None:
        super().__init__()
        say, desk = room.context.say, room.context.desk
        self._room = room
        self._papers = OpenedPapers(self, viewer)
        languages = (
            Choice("en", "English"),
            Choice("zh_CN", "中文"),
            Choice(_BOTH, say("Both languages")),
        )
        self.language = ChoiceRow(say, say("Language of the copy"), languages, required=True)
        self.language.setObjectName(f"{TOPIC}.language")
        active = desk.active()
        self.language.set_value("+".join(active.record_languages) if active else None)
        self.alerts = AlertList(say)
        self.alerts.setObjectName(f"{TOPIC}.alerts")
        self.notice = Text("", "bold", tone="caution")
        self.notice.setObjectName(f"{TOPIC}.notice")
        self.notice.hide()
        copy = say(
            "Every session with its dose, decisions, weekly checks, plot, BED and EQD2. It is an "
            "unsigned copy of this moment."
        )
        parts = (Text(copy), self.language, self.notice, self.alerts, self._signed_logs(say))
        action = Action(say("Open a copy"), KEY, self.open_copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        page = side_page(say, TOPIC, say("Fraction log"), parts, action, room.leave)
        rows.addWidget(page)
        self.setFocusProxy(page)

    def open_copy(self) -> None:
        """Draw the log as it stands and open it."""
        if not all_filled((self.language,)):
            return
        languages = tuple((self.language.value() or "").split("+"))
        desk, patient = self._room.context.desk, self._room.patient
        self._open(lambda: desk.fraction_log(patient, languages), "fraction-log.pdf")

    def _signed_logs(self, say: Words) -> QWidget:
        block = QWidget()
        rows = QVBoxLayout(block)
        rows.setContentsMargins(0, THEME.space.close, 0, 0)
        rows.setSpacing(THEME.space.tight)
        rows.addWidget(Text(say("Signed logs"), "label"))
        known = self._room.context.desk.chart(self._room.patient).records.by_id.values()
        checks = [one for one in known if one.kind is RecordKind.COURSE_CHECK and one.papers]
        if not checks:
            rows.addWidget(Text(say("None yet; each weekly check signs one."), "muted"))
        for one in reversed(checks):
            rows.addWidget(self._signed_log(one, say))
        return block

    def _signed_log(self, one: Record, say: Words) -> QuietButton:
        zone = self._room.context.desk.act().now.tzinfo
        at = one.recorded_at.astimezone(zone)
        button = QuietButton(say("Weekly check of {moment}", moment=at))
        button.setObjectName(f"{TOPIC}.signed.{one.record}")
        desk, patient, sha256 = self._room.context.desk, self._room.patient, one.papers[-1].sha256

        def draw() -> bytes:
            return desk.hand_out(sha256, CopyWay.OPENED, patient)

        button.clicked.connect(lambda: self._open(draw, f"{one.record}.pdf"))
        return button

    def _open(self, draw: Callable[[], bytes], name: str) -> None:
        self.alerts.show_alerts(())
        self.notice.hide()
        self.setEnabled(False)
        self._room.run(draw, lambda pdf: self._show(pdf, name), self._failed)

    def _show(self, pdf: bytes, name: str) -> None:
        self.setEnabled(True)
        if not self._papers.show(pdf, name):
            say = self._room.context.say
            self.notice.setText(say("No program on this computer opens PDF files."))
            self.notice.show()

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.alerts.show_alerts(to_alerts(error))
