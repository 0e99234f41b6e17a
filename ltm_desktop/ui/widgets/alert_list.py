"""All alerts of a step in one list, never one dialog after another.

Shape, word and colour together: Stop, Needs physician, Note. Source: nhs-cui ALR §6 to §8.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.ui.shortcuts import HELP
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.announcing import announce
from ltm_desktop.ui.widgets.asking_why import Explains, ask_why
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.widgets.text import Mark, Text

_LOOKS = {
    Severity.STOP: ("prohibition", "stop"),
    Severity.OVERRIDE: ("warning", "caution"),
    Severity.NOTE: ("advice", "advice"),
}


class AlertList(QWidget, Explains):
    """Show alerts, hard stops first; in words also when there are none."""

    def __init__(self, say: Words, alerts: Sequence[Alert] = (), *, empty: str = "") -> None:
        super().__init__()
        self._say = say
        self._alerts: tuple[Alert, ...] = ()
        self._empty = empty
        self._told = ""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.close)
        self.setAccessibleName(say("Alerts"))
        self.show_alerts(alerts)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Return what is shown; the help of the page tells of each why."""
        return self._alerts

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Replace what is shown."""
        self._alerts = tuple(alerts)
        _clear(self._rows)
        order = list(_LOOKS)
        for alert in sorted(alerts, key=lambda alert: order.index(alert.severity)):
            self._rows.addWidget(self._make(alert))
        if not alerts and self._empty:
            self._rows.addWidget(EmptyState(self._empty))
        self._announce(alerts)

    def _announce(self, alerts: Sequence[Alert]) -> None:
        """Say once what came up while somebody works here."""
        say = self._say
        told = say.together(*(words for one in alerts for words in _words(one, say)))
        if self.isVisible() and told != self._told:
            announce(self, told, urgent=any(one.severity is Severity.STOP for one in alerts))
        self._told = told

    def _make(self, alert: Alert) -> QFrame:
        say = self._say
        shape, tone = _LOOKS[alert.severity]
        colours = THEME.palette.tone(tone)
        row = QFrame()
        row.setProperty("alertRow", alert.severity.value)
        word, sentence = say.term(alert.severity), say.alert(alert)
        row.setAccessibleName(say.labelled(word, sentence))
        columns = QHBoxLayout(row)
        columns.setContentsMargins(THEME.space.near, THEME.space.close, THEME.space.near, 8)
        columns.setSpacing(THEME.space.close)
        ink = colours.solid if alert.severity is Severity.STOP else colours.ink
        columns.addWidget(Mark(shape, ink, 20), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(Text(word, "bold", tone=tone))
        texts.addWidget(Text(sentence))
        if step := say.next_step(alert):
            texts.addWidget(Text(step, "bold"))
        if alert.source:
            source = say.source(alert.source)
            texts.addWidget(Text(say("Source: {source}", source=source), "small"))
        columns.addLayout(texts, 1)
        columns.addWidget(self._make_why(alert), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_why(self, alert: Alert) -> LinkButton:
        why = LinkButton(self._say("Why?"))
        why.setObjectName("alert.why")
        why.setAccessibleDescription(HELP)
        why.setToolTip(self._say("Why am I seeing this? ({key})", key=HELP))
        # F1 answers for every alert of the page: Tab keeps to the form.
        why.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        why.clicked.connect(lambda: ask_why(self, (alert,)))
        return why


def _words(alert: Alert, say: Words) -> Iterator[str]:
    yield say.alert(alert)
    yield say.next_step(alert)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
