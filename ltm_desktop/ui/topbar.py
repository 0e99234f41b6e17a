"""The line over everything: which site, which rules, whether the ledger holds, who is here.

A demonstration or practice site says so here on every screen. Plain data only.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui import shortcuts
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton, key_text
from ltm_desktop.ui.widgets.look_menu import offer_looks
from ltm_desktop.ui.widgets.text import Text, plain_tip, restyle

OTHER_LANGUAGE = {"en": "zh_CN", "zh_CN": "en"}
LANGUAGE_NAMES = {"en": "English", "zh_CN": "中文"}
_LOOK_KEYS = ", ".join(map(key_text, (shortcuts.NEXT_THEME, shortcuts.LARGER, shortcuts.SMALLER)))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the top bar says of the site and the person; words come ready."""

    site: str
    rules: str
    """Study and version with the number of the signed configuration."""
    person: str
    role: str
    mark: str = ""
    """The mark of a demonstration or practice site."""
    practice: bool = False
    """Whether bar and rail wear the colour of practice."""


class Pill(Text):
    """A few words in a rounded frame, with a tone."""

    def __init__(self, text: str = "", tone: str = "neutral") -> None:
        super().__init__(text, wrap=False)
        self.setProperty("pill", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_words(text, tone)

    def show_words(self, text: str, tone: str) -> None:
        """Change words and tone; the words say what the colour says."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setProperty("tone", tone)
        restyle(self)


class TopBar(QWidget):
    """Show where we stand; lock, handover, language and look are the only wishes it has."""

    lock_wanted = Signal()
    language_wanted = Signal(str)
    handover_wanted = Signal()
    look_wanted = Signal(object)
    """A chosen_look.Look."""

    def __init__(self, say: Words, standing: Standing) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setProperty("practice", standing.practice)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._say = say
        self._told_ledger: tuple[str, str] | None = None
        space = THEME.space
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(space.normal, 6, space.normal, 6)
        self._lines.setSpacing(space.close)
        row = self._row = QHBoxLayout()
        row.setSpacing(space.close)
        self._lines.addLayout(row, 1)
        name = Text(say("LTM Desktop"), "strong", wrap=False)
        row.addWidget(name)
        if standing.mark:
            row.addWidget(make_mark(standing.mark))
        pills = [Pill(words) for words in (standing.site, standing.rules) if words]
        for pill in pills:
            row.addWidget(pill)
        self.ledger = Pill()
        self.ledger.setObjectName("topbar.ledger")
        row.addWidget(self.ledger)
        self.backup = Pill()
        self.backup.setObjectName("topbar.backup")
        row.addWidget(self.backup)
        row.addStretch(1)
        self.clock = Pill()
        self.clock.setObjectName("topbar.clock")
        row.addWidget(self.clock)
        role = Text(standing.role, "muted", wrap=False)
        self._who = _make_person(say, standing, role)
        row.addWidget(self._who)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(space.close)
        self._add_buttons(self._buttons)
        self._lines.addLayout(self._buttons)
        # What gives way first in a narrow window, each whole or not at all.
        self._lesser: list[QWidget] = [name, role, *pills]
        self.backup.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room; nothing is ever shown in half."""
        super().resizeEvent(event)
        self._give_way()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure again with the letters that are really used."""
        super().showEvent(event)
        self._give_way()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as what never gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def _give_way(self) -> None:
        if not self.isVisible():
            return  # measured as it is shown
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        for widget in self._lesser:
            widget.show()
        self._break(broken=False)
        for widget in self._lesser:
            if self._fits():
                break
            widget.hide()
        if not self._fits():
            self._break(broken=True)
        # at once: new words in the room of the old ones are cut
        self._lines.activate()

    def _break(self, *, broken: bool) -> None:
        """Put the buttons on a line of their own, where large letters leave no room beside them."""
        ways = QBoxLayout.Direction
        self._lines.setDirection(ways.TopToBottom if broken else ways.LeftToRight)
        align = Qt.AlignmentFlag.AlignRight if broken else Qt.AlignmentFlag(0)
        self._lines.setAlignment(self._buttons, align)

    def _fits(self) -> bool:
        # the room of a role that was left out a moment ago is not kept for it
        self._who.updateGeometry()
        for part in (self._who.layout(), self._row, self._buttons, self._lines):
            if part is not None:
                part.invalidate()
        return self.sizeHint().width() <= self.width()

    def show_time(self, now: datetime, *, doubted: bool = False) -> None:
        """Show the site's time with its offset, and whether it is in doubt."""
        words = self._say.zone_moment(now)
        if doubted:
            words = self._say("Clock in doubt: {time}", time=words)
        if words != self.clock.text():
            longer = len(words) > len(self.clock.text())
            self.clock.show_words(words, "caution" if doubted else "neutral")
            if longer:
                self._give_way()

    def show_ledger(self, words: str, tone: str) -> None:
        """Say what is known of the ledger; said again, it costs nothing."""
        if self._told_ledger != (words, tone):
            self._told_ledger = (words, tone)
            before = self.ledger.sizeHint()
            self.ledger.show_words(words, tone)
            if self.ledger.sizeHint() != before:
                self._give_way()

    def show_backup(self, words: str, tone: str) -> None:
        """Say how old the last proven backup is; nothing on a site that makes none by itself."""
        self.backup.show_words(words, tone)
        if words and self.backup not in self._lesser:
            self._lesser.append(self.backup)
        self._give_way()

    def offer_handover(self, *, offered: bool) -> None:
        """Offer the handover of the shift to those who hand over, and to nobody else."""
        self._handover.setVisible(offered)
        self._handover.setEnabled(offered)

    def _add_buttons(self, row: QHBoxLayout) -> None:
        other = OTHER_LANGUAGE[self._say.language]
        language = QuietButton(LANGUAGE_NAMES[other])
        language.setObjectName("topbar.language")
        language.setShortcut(shortcuts.LANGUAGE)
        language.clicked.connect(lambda: self.language_wanted.emit(other))
        look = QuietButton(self._say("Look"))
        look.setObjectName("topbar.look")
        look.setToolTip(
            self._say("Light, dark or high contrast, and the text size ({key})", key=_LOOK_KEYS)
        )
        offer_looks(look, self._say, self.look_wanted.emit)
        lock = QuietButton(self._say("Lock"), shortcuts.LOCK)
        lock.setObjectName("topbar.lock")
        lock.clicked.connect(self.lock_wanted)
        self._handover = QuietButton(self._say("Hand over"), shortcuts.HANDOVER)
        self._handover.setObjectName("topbar.handover")
        self._handover.clicked.connect(self.handover_wanted)
        self._handover.hide()
        for button in (self._handover, language, look, lock):
            # A click here must not take the place from the field one was in.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)


def make_mark(words: str) -> Text:
    """Return the mark that a demonstration or practice site carries everywhere."""
    mark = Text(words, wrap=False)
    mark.setObjectName("syntheticMark")
    mark.setAccessibleName(words)
    mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return mark


def _make_person(say: Words, standing: Standing, role: Text) -> QWidget:
    who = QWidget()
    row = QHBoxLayout(who)
    row.setContentsMargins(THEME.space.tight, 0, THEME.space.tight, 0)
    row.setSpacing(6)
    row.addWidget(Text(standing.person, "bold", wrap=False))
    row.addWidget(role)
    told = say.apart(standing.person, standing.role)
    who.setAccessibleName(told)
    who.setToolTip(plain_tip(told))
    return who
