"""Compare one session with the machine's own system: its number there, and what differs."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.course_import import SessionProposal
from ltm_desktop.app.reconciliation import ReconciledSession
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.fractions import LinkSession
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.beside import Beside
from ltm_desktop.ui.panels.fractions.side_page import Action, all_filled, side_page
from ltm_desktop.ui.panels.fractions.ticks import Ticks
from ltm_desktop.ui.speak import to_alerts
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.text import Text

TOPIC = "fractions.link"
_DIFFERS = ("fraction", "date", "dose", "monitor_units", "machine", "outcome")
_LONGEST = 64


class LinkForm:
    """The fields of one link; it is written with the author's own key, without another secret."""

    def __init__(
        self,
        room: Beside,
        one: ReconciledSession,
        words: str,
        linked: Callable[[Recorded], None],
        leave: Callable[[], None],
        read: SessionProposal | None = None,
    ) -> None:
        """Open the form; `read` is the machine's record of this session, where a file had it."""
        say = room.context.say
        self._room = room
        self._one = one
        self._linked = linked
        self._command = read.command if read else None
        told = one.session.rv_id
        help_text = say("Told with the session: {id}", id=told) if told else ""
        self.rv_id = NameEdit(
            say,
            say("Record-and-verify id"),
            required=True,
            longest=_LONGEST,
            help_text=help_text,
        )
        self.rv_id.line.setObjectName(f"{TOPIC}.rv_id")
        self.differs = Ticks(say, say("What differs"), f"{TOPIC}.differs")
        self.differs.offer_options(
            [Option(code, say.begin(say.term(f"differs.{code}"))) for code in _DIFFERS]
        )
        if isinstance(self._command, LinkSession):
            self.rv_id.set_value(self._command.rv_id)
            for code in self._command.differs:
                self.differs.box(code).setChecked(True)
        self.remark = Lines(say, say("Why the link stands all the same"))
        self.remark.edit.setObjectName(f"{TOPIC}.remark")
        self.alerts = AlertList(say)
        self.alerts.setObjectName(f"{TOPIC}.alerts")
        parts = (Text(words, "bold"), self.rv_id, self.differs, self.remark, self.alerts)
        title = say("Compare with the machine's system")
        action = Action(say("Link"), "Alt+L", self.link)
        self.page: QWidget = side_page(say, TOPIC, title, parts, action, leave)
        self.page.setFocusProxy(self.rv_id)

    def link(self) -> None:
        """Write the link, or show what stands against it."""
        if not all_filled((self.rv_id,)):
            return
        desk, say = self._room.context.desk, self._room.context.say
        found = self._command if isinstance(self._command, LinkSession) else None
        # what the file was found to differ in stays, whatever is ticked
        ticked = self.differs.value()
        command = LinkSession(
            self._room.patient,
            self._one.session.record,
            self.rv_id.value(),
            uid=found.uid if found else "",
            remark=self.remark.value(),
            differs=tuple(dict.fromkeys((*(found.differs if found else ()), *ticked))),
        )
        try:
            proposal = desk.propose(command, say)
        except LtmError as error:
            self._failed(error)
            return
        self.page.setEnabled(False)
        self._room.run(lambda: desk.record(proposal), self._linked, self._failed)

    def _failed(self, error: Exception) -> None:
        self.page.setEnabled(True)
        self.alerts.show_alerts(to_alerts(error))
