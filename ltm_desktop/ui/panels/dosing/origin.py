"""The head of the form of an injection that is no first telling: a correction, or from paper."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.panels.dosing import after, putting_right, typed
from ltm_desktop.ui.panels.dosing.fields import CodeField, MomentNow
from ltm_desktop.ui.panels.dosing.forms import Form
from ltm_desktop.ui.panels.dosing.labels import labelled
from ltm_desktop.ui.panels.dosing.layout import Block
from ltm_desktop.ui.panels.dosing.pressure_field import PressureField
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import DangerButton
from ltm_desktop.ui.widgets.choice_row import ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField, MomentField
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text


class Correcting(Block):
    """Which record is put right and why; every field that differs says what stood there."""

    def __init__(self, form: Form) -> None:
        say = form.say
        super().__init__(
            say("Correct this record"),
            say("Change what was wrong. The old record stays readable; both people sign anew."),
        )
        self._form = form
        self._about = Text("", "bold")
        self._about.setObjectName("dosing.correcting")
        self.body.addWidget(self._about)
        self._why = form.code(putting_right.WHY, say("Why it is corrected"))
        self._changed = Text("", "bold", tone="caution")
        self._changed.setObjectName("dosing.changed")
        discard = DangerButton(say("Discard this correction"), bedside=True)
        discard.setObjectName("dosing.discard_correction")
        discard.clicked.connect(lambda: form.asked.emit("discard"))
        across = QHBoxLayout()
        across.setSpacing(THEME.space.near)
        across.addWidget(self._why, 1)
        across.addWidget(self._changed, 1, Qt.AlignmentFlag.AlignBottom)
        across.addWidget(discard, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(across)
        self._before: Mapping[str, str] = {}
        self._marked: set[str] = set()

    def offer(self, active: ActiveProtocol) -> None:
        """Offer the protocol's reasons."""
        self._why.offer_choices(labelled(active, "correction_reason", self._form.say))

    def show_standing(self, standing: Standing) -> None:
        """Show which record is corrected, nothing while none is."""
        told, say = standing.correcting, self._form.say
        self.setVisible(told is not None)
        self._before = putting_right.texts_of(told) if told is not None else {}
        if told is not None:
            at = told.started_at.astimezone(standing.now.tzinfo)
            self._about.setText(say("Record {record} of {moment}", record=told.record, moment=at))

    def refresh(self, fields: Mapping[str, str]) -> None:
        """Mark the fields that no longer say what was recorded (nhs-cui MSP-2050)."""
        changed = set(putting_right.changed(fields, self._before))
        for key in (changed | self._marked) & self._form.fields.keys():
            self._mark(key, on=key in changed)
        self._marked = changed
        labels = [
            self._form.labels[key] for key in self._before if key in changed & self._labelled()
        ]
        say = self._form.say
        self._changed.setText(
            say("Changed: {list}", list=labels) if labels else say("Nothing is changed yet.")
        )

    def _labelled(self) -> set[str]:
        return set(self._form.labels)

    def _mark(self, key: str, *, on: bool) -> None:
        field = _inner(self._form.fields[key])
        if isinstance(field, LabelledField):
            words = self._words(key) if on else ""
            field.show_help(words)

    def _words(self, key: str) -> str:
        say = self._form.say
        before = _worded(_inner(self._form.fields[key]), self._before[key], say)
        return say("Recorded before: {value}", value=before or say("nothing"))


class FromPaper(Text):
    """Say what is asked of a dose that is copied from downtime paper."""

    def __init__(self, say: Words) -> None:
        super().__init__(
            say(
                "Copied from downtime paper: type what the paper says, with its own times. You "
                "sign as the one who copied; both people sign as for every dose."
            ),
            "bold",
        )
        self.setObjectName("dosing.from_paper_words")
        self.hide()

    def refresh(self, fields: Mapping[str, str]) -> None:
        """Show it where the box is ticked."""
        self.setVisible(typed.ticked(fields, after.FROM_PAPER))


def _inner(field: QWidget) -> QWidget:
    """Return the labelled field within a field that stands beside a unit or a button."""
    return field.field if isinstance(field, PressureField | MomentNow) else field


def _worded(field: QWidget, text: str, say: Words) -> str:
    """Return a recorded text as its field shows it."""
    match field:
        case CodeField():
            return field.box.itemText(max(0, field.box.findData(text)))
        case DateField():
            day = typed.day({"": text}, "")
            return say.date(day) if day else text
        case MomentField():
            at = typed.moment({"": text}, "")
            return say.moment(at) if at else text
        case ChoiceRow():
            return field.button(text).text() if text else ""
        case _:
            return text.replace("\n", " ")
