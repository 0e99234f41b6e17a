"""The scanner test page on screen; a scan shows here what arrived and is recorded nowhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.scantest.presenter import Trial
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.announcing import announce
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.text import Text, breakable


class ScanTestView(QScrollArea):
    """Show the last scan, how many came and how many broke off."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self.setWidgetResizable(True)
        self._characters = self._line("scantest.characters")
        self._rhythm = self._line("scantest.rhythm")
        self._separator = self._line("scantest.separator")
        self._advice = self._line("scantest.advice", "bold")
        self._count = self._line("scantest.count", "small")
        self._alerts = AlertList(say)
        self.clear_button = QuietButton(say("Clear"))
        self.clear_button.setObjectName("scantest.clear")
        self.setWidget(self._page())
        self.setFocusProxy(self.clear_button)
        self.clear_button.clicked.connect(self.clear)
        self._came = self._broke = 0
        self.clear()

    def clear(self) -> None:
        """Forget what came."""
        self._came = self._broke = 0
        say = self._say
        nothing = Trial(
            "-", (), "-", "-", "", say("Point the scanner at any code; nothing is recorded here.")
        )
        self._show(nothing)

    def show_trial(self, trial: Trial, *, half: bool) -> None:
        """Show one scan."""
        self._came += 1
        self._broke += half
        self._show(trial)
        say = self._say
        announce(self, say.together(trial.advice, *map(say.alert, trial.alerts)))

    def _show(self, trial: Trial) -> None:
        say = self._say
        self._characters.setText(breakable(trial.characters))
        self._rhythm.setText(trial.rhythm)
        self._separator.setText(trial.separator)
        self._separator.in_tone(trial.separator_tone)
        self._advice.setText(trial.advice)
        self._alerts.show_alerts(trial.alerts)
        came = say.many("{count} scan arrived", "{count} scans arrived", self._came)
        broke = say.many("{count} broke off", "{count} broke off", self._broke)
        self._count.setText(f"{came} · {broke}")

    def _line(self, name: str, role: str = "") -> Text:
        line = Text("", role)
        line.setObjectName(name)
        return line

    def _page(self) -> QWidget:
        say, space = self._say, THEME.space
        page = QWidget()
        page.setObjectName("scrolled")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, space.close, 0)
        rows.setSpacing(space.close)
        card = Card(say("Scanner test"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space.normal)
        grid.setVerticalSpacing(space.close)
        grid.setColumnStretch(1, 1)
        lines = (
            (say("Characters"), self._characters),
            (say("Understood as"), self._alerts),
            (say("Rhythm"), self._rhythm),
            (say("Separator"), self._separator),
            (say("What to do"), self._advice),
        )
        for row, (title, line) in enumerate(lines):
            label = Text(title, "label", wrap=False)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, row, 1)
        card.body.addLayout(grid)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.clear_button)
        card.body.addLayout(foot)
        rows.addWidget(card)
        rows.addStretch(1)
        return page
