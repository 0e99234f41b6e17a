"""The questions of set-up, one page each; a page only asks and shows."""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.ui.panels.setup.presenter import AdministratorAnswers, SiteAnswers
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import LinkButton, QuietButton
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.new_secret import NewSecret
from ltm_desktop.ui.widgets.text import Text

_ZONES = frozenset(available_timezones())


class _Page(QWidget):
    """A heading, a sentence that explains, and fields beneath."""

    def __init__(self, heading: str, sentence: str) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(THEME.space.near)
        self.rows.addWidget(Text(heading, "heading"))
        self.rows.addWidget(Text(sentence, "muted"))
        self.setAccessibleName(heading)

    def add(self, *fields: QWidget) -> None:
        """Stand fields one beneath another."""
        for field in fields:
            self.rows.addWidget(field)
        self.rows.addStretch(1)
        self.setFocusProxy(fields[0])


class LanguagePage(_Page):
    """Which language the window speaks."""

    language_wanted = Signal(str)
    restore_wanted = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__(
            say("Set up a new site"),
            say("A few questions, then this computer holds the site's record and its keys."),
        )
        choices = [Choice("en", "English"), Choice("zh_CN", "中文")]
        self.language = ChoiceRow(say, say("Language"), choices, bedside=True)
        self.language.set_value(say.language)
        for code in ("en", "zh_CN"):
            self.language.button(code).setObjectName(f"setup.language.{code}")
            self.language.button(code).clicked.connect(
                lambda _=False, code=code: self.language_wanted.emit(code)
            )
        notice = Text(
            say("Not for patients yet: an outside review is still to come."),
            tone="caution",
        )
        self.restore = LinkButton(say("Put a backup back on this computer…"))
        self.restore.setObjectName("setup.restore")
        self.restore.clicked.connect(self.restore_wanted)
        self.add(self.language, notice, self.restore)


class PlacePage(_Page):
    """Where the site lies."""

    def __init__(self, say: Words, folder: str) -> None:
        super().__init__(
            say("Where the record lies"),
            say("An empty folder on a disk of this computer. It is encrypted."),
        )
        self._say = say
        self.folder = NameEdit(say, say("Folder"), required=True, longest=1000)
        self.folder.line.setObjectName("setup.folder")
        self.folder.set_value(folder)
        choose = QuietButton(say("Choose a folder…"), "Alt+C")
        choose.setObjectName("setup.choose_folder")
        choose.clicked.connect(self._choose)
        self.add(self.folder, choose)
        self.rows.setAlignment(choose, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> str:
        """Return the folder as typed."""
        return self.folder.value()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self._say("Choose a folder…"), self.folder.value()
        )
        if chosen:
            self.folder.set_value(chosen)


class SitePage(_Page):
    """What the site is called, and where on earth it is."""

    def __init__(self, say: Words, zone: str, countries: Sequence[str]) -> None:
        super().__init__(
            say("The site"),
            say("These stand on every record and cannot be changed later."),
        )
        self.name = NameEdit(say, say("Name of the site"), required=True)
        self.name.line.setObjectName("setup.name")
        self.code = NameEdit(
            say,
            say("Code of the site"),
            required=True,
            help_text=say("Letters, digits, points and hyphens, such as the centre's number."),
            longest=32,
        )
        self.code.line.setObjectName("setup.code")
        self.zone = _list(say("Time zone"), sorted(_ZONES), zone)
        self.zone.setObjectName("setup.zone")
        self.country = _list(say("Country of the holidays"), list(countries), "")
        self.country.setObjectName("setup.country")
        self.add(
            self.name,
            self.code,
            LabelledField(say, say("Time zone"), self.zone, required=True),
            LabelledField(
                say,
                say("Country of the holidays"),
                self.country,
                required=True,
                help_text=say("Two letters, such as CN; proposed from the time zone."),
            ),
        )
        self._proposed, self._countries = "", frozenset(countries)
        self.zone.currentTextChanged.connect(self._propose_country)
        self._propose_country(zone)

    def value(self) -> SiteAnswers:
        """Return the answers."""
        return SiteAnswers(
            self.name.value(),
            self.code.value(),
            self.zone.currentText().strip(),
            self.country.currentText().strip().upper(),
        )

    def _propose_country(self, zone: str) -> None:
        """Propose the country a time zone lies in, until somebody named another one."""
        # asked only for zones that are: a half typed one is no zone
        if zone not in _ZONES or self.country.currentText().strip() != self._proposed:
            return
        there = QLocale.territoryToCode(QTimeZone(zone.encode()).territory())
        self._proposed = there if there in self._countries else ""
        self.country.setCurrentText(self._proposed)


class KindPage(_Page):
    """What the site is for."""

    def __init__(self, say: Words) -> None:
        super().__init__(
            say("What the site is for"),
            say("A practice site is marked on every screen and page and can never become live."),
        )
        kinds = (SiteKind.PRACTICE, SiteKind.LIVE)
        choices = [Choice(kind.value, say.term(kind)) for kind in kinds]
        self.kind = ChoiceRow(say, say("Kind"), choices, required=True, bedside=True)
        for kind in kinds:
            self.kind.button(kind.value).setObjectName(f"setup.kind.{kind.value}")
        live = Text(
            say("A live site is not for patients yet: set it up only to look at it."),
            tone="caution",
        )
        self.add(self.kind, live)

    def value(self) -> SiteKind | None:
        """Return the kind chosen."""
        chosen = self.kind.value()
        return SiteKind(chosen) if chosen else None


class AdministratorPage(_Page):
    """Who looks after the site."""

    def __init__(self, say: Words) -> None:
        super().__init__(
            say("The first administrator"),
            say("This person issues certificates and enters people; the secret is theirs alone."),
        )
        self.family = NameEdit(say, say("Family name"))
        self.given = NameEdit(say, say("Given name"))
        self.han = NameEdit(say, say("Name in Chinese characters"))
        self.user_id = NameEdit(
            say,
            say("User name"),
            required=True,
            help_text=say("2 to 20 letters a to z, digits, points or hyphens; never used twice."),
            longest=20,
        )
        for field, name in (
            (self.family, "family"),
            (self.given, "given"),
            (self.han, "han"),
            (self.user_id, "user_id"),
        ):
            field.line.setObjectName(f"setup.{name}")
        self.secret = NewSecret(say, say("Secret"), topic="setup")
        names = QWidget()
        row = QHBoxLayout(names)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.near)
        for field in (self.family, self.given, self.han):
            row.addWidget(field)
        names.setFocusProxy(self.family)
        self.add(names, self.user_id, self.secret)

    def value(self) -> AdministratorAnswers:
        """Return the answers, the secret apart."""
        return AdministratorAnswers(
            self.family.value(), self.given.value(), self.han.value(), self.user_id.value()
        )

    def check_filled(self) -> bool:
        """Say what is missing in the secret and the user name."""
        named = self.user_id.check_filled()
        return self.secret.check_filled() and named


class RecoveryPage(_Page):
    """The recovery sheet: saved, printed and put away before anything else is done."""

    sheet_wanted = Signal(object)
    changed = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__(
            say("The recovery sheet"),
            say(
                "The site is made. If every secret is forgotten, only this sheet opens the record."
                " It is shown this once."
            ),
        )
        self._say = say
        self._saved = False
        self._fingerprint = Text("")
        self._fingerprint.setObjectName("setup.fingerprint")
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        save = QuietButton(say("Save the recovery sheet…"), "Alt+S", bedside=True)
        save.setObjectName("setup.save_sheet")
        save.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        save.clicked.connect(self._choose)
        self._where = Text("", "bold", tone="ok")
        self._done = QCheckBox(say("I have printed the sheet and put it away safely"))
        self._done.setObjectName("setup.put_away")
        self._done.setEnabled(False)
        self._done.toggled.connect(self.changed)
        label = Text(say("Fingerprint of the site's certificate authority"), "label")
        self.add(save, self._where, self._done, label, self._fingerprint)

    def is_done(self) -> bool:
        """Tell whether the sheet is saved and said to be put away."""
        return self._saved and self._done.isChecked()

    def show_fingerprint(self, fingerprint: str) -> None:
        """Show the authority's fingerprint."""
        self._fingerprint.setText(fingerprint)

    def show_saved(self, path: Path) -> None:
        """Say where the sheet lies; now it can be printed."""
        self._saved = True
        self._done.setEnabled(True)
        self._where.setText(self._say("Saved: {path}", path=str(path)))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._say("Save the recovery sheet…"), "recovery-sheet.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self.sheet_wanted.emit(Path(chosen))


def _list(name: str, options: Sequence[str], chosen: str) -> QComboBox:
    box = QComboBox()
    # Typed or chosen: a list of hundreds is searched by typing.
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(list(options))
    box.setCurrentText(chosen)
    line = box.lineEdit()
    if line is not None:
        line.setAccessibleName(name)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return box
