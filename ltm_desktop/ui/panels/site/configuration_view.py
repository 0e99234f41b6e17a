"""The configuration page: values at the left, what is missing and what is signed at the right.

Before a signature the exact text stands where the values stood, with the secret beneath it.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.site.configuration import SignedVersion, ValueRow
from ltm_desktop.ui.panels.site.value_editor import ValueEditor
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.secret_box import SecretBox
from ltm_desktop.ui.widgets.text import Line, Text

SIDE = 380
_DRAFT_MS = 600


class ConfigurationView(QWidget):
    """Show values, what is missing, the preview and the signed versions."""

    chosen = Signal(str, str)
    edited = Signal(str, str)
    examples_wanted = Signal()
    preview_wanted = Signal()
    secret_given = Signal(str)
    draft_due = Signal()
    recorded = Signal(object)

    def __init__(
        self,
        say: Words,
        protocols: Sequence[tuple[str, str]],
        *,
        investigator: str,
        examples: bool,
    ) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._investigator = investigator
        self._editors: dict[str, ValueEditor] = {}
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.timeout.connect(self.draft_due)
        columns = Columns(self)
        self._places = QStackedWidget()
        self._places.addWidget(self._make_values())
        self._places.addWidget(self._make_preview())
        columns.add(self._places, 1, high=440)
        columns.add(self._make_side(protocols, examples=examples), width=SIDE, high=400)

    def show_chosen(self, study: str, version: str) -> None:
        """Mark the protocol being filled."""
        self._protocol.set_value(f"{study} {version}")

    def show_rows(self, rows: Sequence[ValueRow], values: Mapping[str, str]) -> None:
        """Replace the table of values."""
        empty(self._groups)
        self._editors.clear()
        for group, members in groupby(rows, key=lambda row: row.group):
            card = Card(group)
            for place, row in enumerate(members):
                if place:
                    card.body.addWidget(Line())
                card.body.addWidget(self._make_editor(row, values.get(row.path, "")))
            self._groups.addWidget(card)
        self._groups.addStretch(1)
        self._places.setCurrentIndex(0)

    def show_fault(self, path: str, alerts: Sequence[Alert]) -> None:
        """Show what is wrong with one value, nothing when all is well."""
        self._editors[path].field.show_alerts(alerts)

    def show_needed(self, path: str, needed: bool) -> None:
        """Show a value that depends on another only when it is asked for."""
        self._editors[path].setEnabled(needed)

    def show_missing(self, missing: Sequence[str]) -> None:
        """List what still stands against signing."""
        say = self._say
        empty(self._missing)
        count = len(missing)
        self._count.setText(
            say.many("{count} value is missing", "{count} values are missing", count)
            if count
            else say("Every value is set")
        )
        self._count.in_tone("caution" if count else "ok")
        for name in missing:
            self._missing.addWidget(Text(name, "small"))
        self._sign.setEnabled(not count and bool(self._investigator))

    def show_signed(self, versions: Sequence[SignedVersion]) -> None:
        """List the signed configurations, the one in force first."""
        say = self._say
        empty(self._signed)
        for place, one in enumerate(versions):
            head = say("Configuration {number}", number=one.number)
            in_force = say("{name}, in force", name=head)
            self._signed.addWidget(Text(in_force if not place else head, "bold"))
            self._signed.addWidget(Text(one.rules, "small"))
            signed = say("Signed by {name}, {when}", name=one.investigator, when=one.when)
            self._signed.addWidget(Text(signed, "small"))
        if not versions:
            self._signed.addWidget(
                EmptyState(
                    say("None is signed yet."),
                    say(
                        "The principal investigator signs it; until then "
                        "nothing can be planned or given."
                    ),
                )
            )

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, beside the values or in the preview."""
        if self._places.currentIndex() == 1 and alerts:
            say = self._say
            sentences = [say.together(say.alert(one), say.next_step(one)) for one in alerts]
            self._box.show_error("\n".join(sentences))
        else:
            self._alerts.show_alerts(alerts)

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be signed and ask for the secret."""
        self._text.setPlainText(text)
        self._places.setCurrentIndex(1)
        self._back.setFocus()

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self._places.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""
        self._places.setCurrentIndex(0)
        self._saved.show()
        self._saved.show_saved(recorded.recorded_at)
        self.recorded.emit(recorded)

    def _make_values(self) -> QWidget:
        area = QScrollArea()
        area.setAccessibleName(self._say("This page; arrow keys scroll it"))
        area.setWidgetResizable(True)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._groups = QVBoxLayout(inner)
        self._groups.setContentsMargins(0, 0, THEME.space.close, 0)
        self._groups.setSpacing(THEME.space.near)
        area.setWidget(inner)
        area.setAccessibleName(self._say("Values of the configuration"))
        return area

    def _make_editor(self, row: ValueRow, text: str) -> ValueEditor:
        editor = ValueEditor(self._say, row, text)
        editor.edited.connect(self.edited)
        editor.edited.connect(lambda *_: self._draft.start(_DRAFT_MS))
        self._editors[row.path] = editor
        return editor

    def _make_preview(self) -> QWidget:
        say = self._say
        card = Card(say("Read this, then sign it"))
        self._text = ReadingText("site.preview", say("What will be signed, word for word"))
        card.body.addWidget(self._text, 1)
        self._back = QuietButton(say("Back to the values"), "Alt+B")
        self._back.setObjectName("site.back")
        self._back.clicked.connect(lambda: self._places.setCurrentIndex(0))
        self._box = SecretBox(
            say,
            say("Approved by the principal investigator"),
            say("Sign the configuration"),
            person_id=self._investigator,
        )
        self._box.person.line.setReadOnly(True)
        self._box.secret.setObjectName("site.configuration_secret")
        self._box.button.setObjectName("site.sign_button")
        self._box.given.connect(lambda _, secret: self.secret_given.emit(secret))
        card.body.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._box)
        return card

    def _make_side(self, protocols: Sequence[tuple[str, str]], *, examples: bool) -> QWidget:
        say = self._say
        area = QScrollArea()
        area.setAccessibleName(self._say("This page; arrow keys scroll it"))
        area.setWidgetResizable(True)
        side = QWidget()
        side.setObjectName("scrolled")
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, THEME.space.close, 0)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(self._make_actions(protocols, examples=examples))
        self._alerts = AlertList(say)
        rows.addWidget(self._alerts)
        signed = Card(say("Signed configurations"))
        self._signed = QVBoxLayout()
        signed.body.addLayout(self._signed)
        rows.addWidget(signed)
        missing = Card(say("Still missing"))
        self._count = Text("", "bold")
        missing.body.addWidget(self._count)
        self._missing = QVBoxLayout()
        missing.body.addLayout(self._missing)
        rows.addWidget(missing)
        rows.addStretch(1)
        area.setWidget(side)
        return area

    def _make_actions(self, protocols: Sequence[tuple[str, str]], *, examples: bool) -> QWidget:
        say = self._say
        card = Card(say("Trial protocol"))
        choices = [
            Choice(
                f"{study} {version}",
                say("{study} - version {version}", study=study, version=version),
            )
            for study, version in protocols
        ]
        self._protocol = ChoiceRow(say, say("Study and version"), choices)
        for choice in choices:
            self._protocol.button(choice.value).setObjectName(f"site.protocol.{choice.value}")
            self._protocol.button(choice.value).clicked.connect(self._choose)
        card.body.addWidget(self._protocol)
        if examples:
            load = QuietButton(say("Put in the example values"), "Alt+X")
            load.setObjectName("site.load_examples")
            load.clicked.connect(self.examples_wanted)
            card.body.addWidget(load, 0, Qt.AlignmentFlag.AlignLeft)
            card.body.addWidget(
                Text(say("Examples only: none of them is a fact of the trial."), tone="caution")
            )
        self._sign = PrimaryButton(say("Read and sign"), "Alt+S")
        self._sign.setObjectName("site.preview_button")
        self._sign.clicked.connect(self.preview_wanted)
        card.body.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignLeft)
        if not self._investigator:
            card.body.addWidget(Text(say("Only the principal investigator can sign it."), "small"))
        self._saved = SavedLine(say)
        self._saved.hide()
        card.body.addWidget(self._saved)
        return card

    def _choose(self) -> None:
        study, _, version = (self._protocol.value() or "").partition(" ")
        self.chosen.emit(study, version)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
