"""What every signing step ends with: alerts, the exact text, and a secret for each signature.

Secrets leave once, when the button is pressed; a wrong one is asked for again, nothing else.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.panels.dosing.fields import ReturnMovesOn
from ltm_desktop.ui.panels.dosing.layout import Block, empty
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Mark, Text


class SigningBlock(QWidget):
    """Show alerts, preview and signatures of one step."""

    typed = Signal()
    tell = Signal()
    secrets_done = Signal()
    """Return was typed in the last secret that was empty."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.near)
        self.alerts = AlertList(say)
        self.alerts.setObjectName("dosing.alerts")
        self._tell = QuietButton(say("Record what happened"), "Alt+W", bedside=True)
        self._tell.setObjectName("dosing.tell_button")
        self._tell.clicked.connect(self.tell)
        self._preview = _Preview(say)
        self._signatures = _Signatures(say)
        self._signatures.typed.connect(self.typed)
        self._signatures.all_typed.connect(self.secrets_done)
        self._rows.addWidget(self.alerts)
        self._rows.addWidget(self._tell, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addWidget(self._preview)
        self._rows.addWidget(self._signatures)
        self._shown_alerts: object = ()

    def show_signing(self, signing: Signing) -> None:
        """Show where the signing stands."""
        if signing.alerts != self._shown_alerts:
            self._shown_alerts = signing.alerts
            self.alerts.show_alerts(signing.alerts)
        self.alerts.setVisible(bool(signing.alerts))
        self._tell.setVisible(signing.can_tell)
        self._preview.show_text(signing.preview)
        self._signatures.show_signers(signing.signers)

    def unfilled(self) -> Mapping[PersonId, str]:
        """Return the labels of the secrets still missing, by person."""
        return self._signatures.unfilled()

    def first_secret(self) -> QWidget | None:
        """Return the first secret that is still empty, the first of all where none is."""
        return self._signatures.first_secret()

    def take(self) -> Mapping[PersonId, str]:
        """Hand every secret over once."""
        return self._signatures.take()

    def show_wrong(self, person: PersonId, sentence: str) -> QWidget | None:
        """Say beside one secret why it was refused; return its field with that sentence."""
        return self._signatures.show_wrong(person, sentence)

    def clear_secrets(self) -> None:
        """Empty every secret."""
        self._signatures.take()


class _Preview(Block):
    """The exact text, its parts side by side where there is room."""

    def __init__(self, say: Words) -> None:
        super().__init__(say("Read what is signed"))
        self.setObjectName("secretBox")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(THEME.space.wide)
        self._grid.setVerticalSpacing(THEME.space.close)
        self.body.addLayout(self._grid)
        self._text = ""
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a text, or nothing."""
        self.setVisible(bool(text))
        if text == self._text:
            return
        self._text = text
        self.setAccessibleDescription(text)
        empty(self._grid)
        parts = [part for part in text.split("\n\n") if part]
        for place, part in enumerate(parts[:1] + _in_columns(parts[1:])):
            label = Text(part)
            label.setObjectName(f"dosing.preview.{place}")
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            flags = Qt.TextInteractionFlag.TextSelectableByMouse
            label.setTextInteractionFlags(flags)
            if place == 0:
                label.setProperty("role", "bold")
                self._grid.addWidget(label, 0, 0, 1, 2)
            else:
                self._grid.addWidget(label, 1, place - 1)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)


def _in_columns(parts: list[str]) -> list[str]:
    """Return the parts as two columns of about equal height, in reading order."""
    total = sum(part.count("\n") + 2 for part in parts)
    height, split = 0, len(parts)
    for place, part in enumerate(parts):
        if height * 2 >= total:
            split = place
            break
        height += part.count("\n") + 2
    columns = ["\n\n".join(parts[:split]), "\n\n".join(parts[split:])]
    return [column for column in columns if column]


class _Signatures(Block):
    """One row for each signature: meaning, person, secret."""

    typed = Signal()
    all_typed = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__(say("Signatures"))
        self._say = say
        self._shown: tuple[SignerLine, ...] = ()
        self._secrets: dict[PersonId, tuple[SecretEdit, LabelledField, str]] = {}
        self._moves_on = ReturnMovesOn(self)
        self._moves_on.returned.connect(self._go_on)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(THEME.space.close)
        self.body.addLayout(self._lines)
        self.hide()

    def show_signers(self, signers: Sequence[SignerLine]) -> None:
        """Show who signs; a secret being typed stays while its row does."""
        self.setVisible(bool(signers))
        if tuple(signers) == self._shown:
            return
        self._shown = tuple(signers)
        empty(self._lines)
        self._secrets = {}
        for signer in signers:
            self._lines.addLayout(self._row(signer))

    def _row(self, signer: SignerLine) -> QHBoxLayout:
        say = self._say
        row = QHBoxLayout()
        row.setSpacing(THEME.space.near)
        words = Text(say("{label}: {value}", label=signer.meaning, value=signer.name), "bold")
        row.addWidget(words, 2)
        if signer.signed:
            row.addWidget(Mark("tick", THEME.palette.ok.ink), 0)
            row.addWidget(Text(say("signed, not yet recorded"), "small"), 3)
            return row
        edit = SecretEdit()
        edit.setObjectName(f"dosing.secret.{signer.person}")
        edit.installEventFilter(self._moves_on)
        label = say("Secret of {person}", person=signer.name)
        field = LabelledField(say, label, edit, required=True)
        edit.textChanged.connect(self._typed(field))
        self._secrets[signer.person] = (edit, field, label)
        row.addWidget(field, 3)
        return row

    def _typed(self, field: LabelledField) -> Callable[[str], None]:
        def typed(text: str) -> None:
            if text:
                field.clear_message()
            self.typed.emit()

        return typed

    def _go_on(self, here: QObject) -> None:
        """Go to the next secret; from the last one to one still empty, else be done."""
        edits = [edit for edit, _, _ in self._secrets.values()]
        after = edits[edits.index(here) + 1 :] if here in edits else []
        following = next(iter(after), None) or next((one for one in edits if not one.text()), None)
        if following is None:
            self.all_typed.emit()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def first_secret(self) -> QWidget | None:
        edits = [edit for edit, _, _ in self._secrets.values()]
        return next((one for one in edits if not one.text()), next(iter(edits), None))

    def unfilled(self) -> Mapping[PersonId, str]:
        """Return the labels of the secrets that are still empty."""
        entries = self._secrets.items()
        return {person: label for person, (edit, _, label) in entries if not edit.text()}

    def take(self) -> Mapping[PersonId, str]:
        """Hand every secret over once."""
        return {person: edit.take() for person, (edit, _, _) in self._secrets.items()}

    def show_wrong(self, person: PersonId, sentence: str) -> QWidget | None:
        """Say beside one secret why it was refused, and stand there."""
        known = self._secrets.get(person)
        if known is None:
            return None
        known[1].show_message(sentence)
        known[0].setFocus()
        return known[1]
