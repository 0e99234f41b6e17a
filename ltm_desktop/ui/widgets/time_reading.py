"""What a time line says at one day, in words beside the picture."""

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.text import Line, Text, unbroken

Pairs = Sequence[tuple[str, str]]
_WIDE = 292


class TimeReading(Card):
    """The day, what every lane says at it, and how long ago things were."""

    def __init__(self, say: Words, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}.reading")
        self.setAccessibleName(say("At this day"))
        self.setFixedWidth(THEME.scaled(_WIDE))
        self._say = say
        self.day, self.study = Text("", "strong"), Text("", "small")
        self.day.setObjectName(f"{name}.day")
        self.study.setObjectName(f"{name}.study_day")
        self.body.addWidget(self.day)
        self.body.addWidget(self.study)
        self.body.addWidget(Line())
        inside = QWidget()
        inside.setObjectName("scrolled")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, THEME.space.tight, 0)
        rows.setSpacing(THEME.space.close)
        self._facts, self._ago = _Pairs(), _Pairs()
        self._before = Text(say("Days since"), "bold")
        rows.addWidget(self._facts)
        rows.addWidget(self._before)
        rows.addWidget(self._ago)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName(say("At this day"))
        self.body.addWidget(area, 1)

    def show_reading(self, day: str, study: str, facts: Pairs, ago: Pairs) -> None:
        """Show other words in the same places."""
        self.day.setText(day)
        self.study.setText(study)
        self._facts.show_pairs(facts or [("", self._say("Nothing on this day."))])
        self._before.setVisible(bool(ago))
        self._ago.show_pairs(
            [("", self._say("{label}: {value}", label=words, value=days)) for words, days in ago]
        )


class _Pairs(QWidget):
    """Titles over words; the labels are made once and used again."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.hair)
        self._made: list[tuple[Text, Text]] = []

    def show_pairs(self, pairs: Pairs) -> None:
        """Show these pairs and no others."""
        while len(self._made) < len(pairs):
            made = Text("", "label"), Text("")
            for one in made:
                self._rows.addWidget(one)
            self._made.append(made)
        for place, (title, words) in enumerate(self._made):
            shown = place < len(pairs)
            title.setVisible(shown and bool(pairs[place][0]))
            words.setVisible(shown)
            if shown:
                title.setText(pairs[place][0])
                words.setText(unbroken(pairs[place][1]))
