"""The page on which a backup is put back: from where, to where, by whom, what is lost, and why."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.restore.presenter import RestoreDoors, RestorePresenter, TypedRestore
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import DangerButton, LinkButton, PrimaryButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.emergency_button import EmergencyButton
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.work_line import WorkLine

_WIDTH = 1120
_LONGEST_PATH = 400


class RestorePage(QWidget):
    """Ask for everything a restore needs; `looked` and `given` carry what was typed."""

    looked = Signal(object)
    given = Signal(object)
    left = Signal()

    def __init__(self, say: Words, *, backups: str, site: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say("Put a backup back"))
        self._say = say
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        inner = QWidget()
        inner.setObjectName("scrolled")
        inner.setMaximumWidth(THEME.scaled(_WIDTH))
        self._rows = rows = QVBoxLayout(inner)
        space = THEME.space
        rows.setContentsMargins(space.wide, space.wide, space.wide, space.wide)
        rows.setSpacing(space.near)
        rows.addLayout(self._make_head())
        self._alerts = AlertList(say)
        rows.addWidget(self._alerts)
        self._form = self._make_form(backups, site)
        self._found = self._make_found()
        columns = Columns()
        for card in (self._form, self._found):
            columns.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(columns)
        rows.addStretch(1)
        self._found.hide()
        holder = QWidget()
        holder.setObjectName("scrolled")
        row = QHBoxLayout(holder)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(holder))
        self.setFocusProxy(self.person)

    def typed(self, secret: SecretEdit) -> TypedRestore:
        """Return what was typed; the secret leaves its field with it."""
        return TypedRestore(
            self.backups.value(),
            self.site.value(),
            self.person.value(),
            secret.take(),
            self.why.value(),
        )

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against it; what was typed stays, the secret is gone."""
        self._alerts.show_alerts(alerts)

    def show_busy(self, sentence: str) -> None:
        """Hold still while it is looked or done; empty words end it."""
        self._busy.show_work(sentence)
        for part in (self._form, self._found):
            part.setEnabled(not sentence)

    def show_preview(self, lines: Sequence[str]) -> None:
        """Show what it would mean, and offer to do it; no lines take it back."""
        self._lines.setText("\n".join(lines))
        self._found.setVisible(bool(lines))
        if lines:
            self.why.line.setFocus()

    def show_done(self, sentence: str) -> None:
        """Say that it is done and lead on."""
        self._form.hide()
        self._found.hide()
        self._rows.insertWidget(2, Notice(self._say, sentence))
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_head(self) -> QVBoxLayout:
        say = self._say
        self.back = LinkButton(say("Back to sign-in"))
        self.back.setObjectName("restore.back")
        self.back.clicked.connect(self.left)
        top = QHBoxLayout()
        top.addWidget(Text(say("Put a backup back"), "title", wrap=False))
        top.addStretch(1)
        top.addWidget(self.back)
        head = QVBoxLayout()
        head.addLayout(top)
        head.addWidget(
            Text(
                say(
                    "First look: the newest backup is put beside this site, opened and verified, "
                    "and everything that came after it is listed. Nothing is overwritten."
                ),
                "muted",
            )
        )
        return head

    def _make_form(self, backups: str, site: str) -> QWidget:
        say = self._say
        card = Card(say("1. Look"))
        self.backups = self._line(
            say("Folder of the backups, or of one backup"), "backups", _LONGEST_PATH
        )
        self.backups.set_value(backups)
        self.site = self._line(say("Folder of the site"), "site", _LONGEST_PATH)
        self.site.set_value(site)
        self.person = self._line(say("User name of an administrator"), "person", 20)
        self.secret = SecretEdit()
        self.secret.setObjectName("restore.secret")
        for field in (
            self.backups,
            self.site,
            self.person,
            LabelledField(say, say("Secret"), self.secret, required=True),
        ):
            card.body.addWidget(field)
        row = QHBoxLayout()
        safe = say("What stands in the folder of the site stays as it is until it is put aside.")
        self._busy = WorkLine(say, "restore.busy", safe=safe)
        look = PrimaryButton(say("Look what it would mean"), "Alt+L")
        look.setObjectName("restore.look")
        look.clicked.connect(lambda: self.looked.emit(self.typed(self.secret)))
        row.addWidget(self._busy, 1)
        row.addWidget(look)
        card.body.addLayout(row)
        return card

    def _make_found(self) -> QWidget:
        say = self._say
        card = Card(say("2. What it would mean"))
        self._lines = Text("")
        self._lines.setObjectName("restore.lines")
        card.body.addWidget(self._lines)
        self.why = self._line(say("Why it is put back; this stands in the record"), "why", 200)
        card.body.addWidget(self.why)
        self.again = SecretEdit()
        self.again.setObjectName("restore.again")
        card.body.addWidget(
            LabelledField(say, say("Your secret once more"), self.again, required=True)
        )
        give = DangerButton(say("Put this backup back"), "Alt+P")
        give.setObjectName("restore.give")
        give.clicked.connect(lambda: self.given.emit(self.typed(self.again)))
        card.body.addWidget(give, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _line(self, label: str, name: str, longest: int) -> NameEdit:
        field = NameEdit(self._say, label, required=True, longest=longest)
        field.line.setObjectName(f"restore.{name}")
        return field


def build(
    doors: RestoreDoors,
    say: Words,
    *,
    site: Path | None,
    left: Callable[[str], None],
    emergency_wanted: Callable[[], None] | None = None,
) -> QWidget:
    """Return the page; `left` is called on the way back, with the site that was put back."""
    folder = str(site) if site is not None else ""
    page = RestorePage(say, backups=folder, site=folder)
    presenter = RestorePresenter(doors, page, Background(page).run, say)
    page.presenter = presenter
    page.looked.connect(presenter.look)
    page.given.connect(presenter.restore)
    page.left.connect(lambda: left(presenter.restored))
    if emergency_wanted is not None:
        page.layout().addWidget(EmergencyButton(say, emergency_wanted, topic="restore"))  # type: ignore[union-attr]  # it was given one above
    return page
