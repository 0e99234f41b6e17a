"""The form of an assessment: parts at the left, one page in the middle, what is missing right."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.response_terms import Component
from ltm_desktop.ui.panels.response.fields import TOPIC, Bag
from ltm_desktop.ui.panels.response.pages import (
    GeneralPage,
    Making,
    OverallPage,
    PartPage,
    cytology_page,
    kps_page,
    markers_page,
    mri_page,
    neuro_page,
    steroids_page,
)
from ltm_desktop.ui.panels.response.shown import (
    GENERAL,
    OVERALL_PART,
    CheckShown,
    FormShown,
    PartState,
)
from ltm_desktop.ui.panels.response.typed import Fields
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.acts_row import ActsRow
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import ActionButton, LinkButton, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.columns import BESIDE, Columns
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Mark, Text

_PARTS = 218
_MISSING = 252
_DRAFT_AFTER = 600
"""Milliseconds; a draft is kept within a second of the last key."""
_MAKERS: Mapping[Component, Callable[[Making], PartPage]] = {
    Component.NEURO: neuro_page,
    Component.CYTOLOGY: cytology_page,
    Component.MRI: mri_page,
    Component.KPS: kps_page,
    Component.STEROIDS: steroids_page,
    Component.MARKERS: markers_page,
}
_LOOKS = {
    PartState.FILLED: ("tick", "ok"),
    PartState.EXPLAINED: ("slash", "neutral"),
    PartState.MISSING: ("triangle", "caution"),
    PartState.OPTIONAL: ("dotted_ring", "neutral"),
}


class ResponseForm(QWidget):
    """One assessment as it is typed."""

    changed = Signal(dict)
    draft_due = Signal()
    review_wanted = Signal()
    left = Signal()
    clear_wanted = Signal()

    def __init__(self, say: Words, now: Callable[[], datetime], shown: FormShown) -> None:
        super().__init__()
        self._say = say
        self._bag = Bag()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAFT_AFTER)
        self._timer.timeout.connect(self.draft_due)
        self._pages = QStackedWidget()
        self._order: list[str] = []
        self._buttons: dict[str, ActionButton] = {}
        self._marks: dict[str, Mark] = {}
        self.alerts = AlertList(say)
        self.saved = SavedLine(say)
        making = Making(say, now, self._bag, shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.close)
        row.addWidget(self._make_parts(making, shown.title))
        columns = Columns(beside=BESIDE - _PARTS)
        columns.setSpacing(THEME.space.close)
        columns.add(self._make_middle(), 1, high=400)
        columns.add(self._make_missing(), width=_MISSING, high=160)
        row.addLayout(columns, 1)
        self._bag.changed.connect(self._typed)
        self.open_part(GENERAL)

    def fill(self, fields: Mapping[str, str]) -> None:
        """Show what was typed before."""
        self._bag.fill(fields)

    def values(self) -> Fields:
        """Return what stands in the form."""
        return self._bag.values()

    def stop(self) -> None:
        """Keep no draft any more: what was typed is recorded or given up."""
        self._timer.stop()

    def open_part(self, part: str) -> None:
        """Show one part and go to its first field."""
        index = self._order.index(part)
        self._pages.setCurrentIndex(index)
        self._buttons[part].setChecked(True)
        for other, button in self._buttons.items():
            button.setChecked(other == part)
        page = self._page(part)
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_check(self, shown: CheckShown) -> None:
        """Show how far the form has come, and what is still missing with the way to it."""
        for part in self._order:
            page = self._page(part)
            if isinstance(page, PartPage | GeneralPage | OverallPage):
                page.show_baseline(shown.baseline)
            if isinstance(page, OverallPage):
                page.show_not_evaluable(shown.not_evaluable)
        for part, state in shown.states.items():
            self._show_state(part, state)
        self._set("response.sums", shown.sums)
        self._set("response.steroid_change", shown.steroids)
        self._set("response.kps_change", shown.kps)
        self._show_missing(shown)
        self.alerts.show_alerts(shown.remarks)

    def _set(self, name: str, words: str) -> None:
        label = self.findChild(QLabel, name)
        if label is not None:
            label.setText(words)
            label.setVisible(bool(words))

    def _show_state(self, part: str, state: PartState) -> None:
        shape, tone = _LOOKS[state]
        self._marks[part].draw(shape, THEME.palette.tone(tone).ink)
        button = self._buttons[part]
        button.setAccessibleDescription(self._say.term(state))

    def _show_missing(self, shown: CheckShown) -> None:
        say = self._say
        count = len(shown.missing)
        self._heading.setText(
            say.many(
                "{count} thing before you can sign", "{count} things before you can sign", count
            )
            if count
            else say("Complete: ready to be signed")
        )
        self.sign_button.setEnabled(not count)
        while (item := self._links.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for part in self._order:
            found = [one for one in shown.missing if one.part == part]
            if found:
                self._links.addWidget(self._link(part), 0, Qt.AlignmentFlag.AlignLeft)
                for one in found:
                    self._links.addWidget(Text(one.words, "small"))
        self._first = next((one.part for one in shown.missing), "")

    def _link(self, part: str) -> LinkButton:
        button = LinkButton(self._name(part))
        button.setObjectName(f"{TOPIC}.missing.{part}")
        button.clicked.connect(lambda: self.open_part(part))
        return button

    def _name(self, part: str) -> str:
        say = self._say
        if part == GENERAL:
            return say("Day and time point")
        if part == OVERALL_PART:
            return say("Overall response")
        return say.begin(say.term(Component(part)))

    def _page(self, part: str) -> QWidget:
        area = self._pages.widget(self._order.index(part))
        inside = area.widget() if isinstance(area, QScrollArea) else area
        return inside or self._pages

    def _make_parts(self, making: Making, title: str) -> QWidget:
        card = Card(title)
        card.setFixedWidth(THEME.scaled(_PARTS))
        card.body.setSpacing(2)
        made: list[tuple[str, QWidget]] = [(GENERAL, GeneralPage(making))]
        made += [(one.value, make(making)) for one, make in _MAKERS.items()]
        made.append((OVERALL_PART, OverallPage(making)))
        for number, (part, page) in enumerate(made, 1):
            self._order.append(part)
            self._pages.addWidget(scrolling(page))
            card.body.addWidget(self._part_row(part, f"Ctrl+{number}"))
        card.body.addStretch(1)
        return card

    def _part_row(self, part: str, key: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(THEME.space.tight)
        mark = Mark("dotted_ring", THEME.palette.neutral.ink)
        button = QuietButton(self._short(part), key)
        button.setProperty("choice", True)
        button.setCheckable(True)
        button.setObjectName(f"{TOPIC}.part.{part}")
        button.setAccessibleName(self._name(part))
        button.clicked.connect(lambda: self.open_part(part))
        self._marks[part], self._buttons[part] = mark, button
        row.addWidget(mark)
        row.addWidget(button, 1)
        return holder

    def _short(self, part: str) -> str:
        say = self._say
        short = {
            GENERAL: say("Day"),
            OVERALL_PART: say("Overall"),
            Component.NEURO.value: say("Examination"),
            Component.CYTOLOGY.value: say("Cytology"),
            Component.MRI.value: say("MRI"),
            Component.KPS.value: say("KPS"),
            Component.STEROIDS.value: say("Steroids"),
            Component.MARKERS.value: say("Markers"),
        }
        return short[part]

    def _make_middle(self) -> QWidget:
        say, card = self._say, Card()
        card.body.addWidget(self._pages, 1)
        back = QuietButton(say("Back to the list"), "Esc", bedside=True)
        back.setObjectName(f"{TOPIC}.leave")
        back.clicked.connect(self.left)
        clear = QuietButton(say("Discard"), bedside=True)
        clear.setObjectName(f"{TOPIC}.clear")
        clear.clicked.connect(self.clear_wanted)
        onward = QuietButton(say("Next part"), "Alt+N", bedside=True)
        onward.setObjectName(f"{TOPIC}.next")
        onward.clicked.connect(self._go_on)
        self.sign_button = PrimaryButton(say("Review and sign"), "Alt+R")
        self.sign_button.setObjectName(f"{TOPIC}.review")
        self.sign_button.clicked.connect(self.review_wanted)
        card.body.addWidget(ActsRow((back, clear, self.saved), (onward, self.sign_button)))
        return card

    def _make_missing(self) -> QWidget:
        card = Card()
        self._heading = Text("", "strong")
        self._heading.setObjectName(f"{TOPIC}.missing")
        card.body.addWidget(self._heading)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        self._links = QVBoxLayout()
        self._links.setSpacing(1)
        rows.addLayout(self._links)
        rows.addWidget(self.alerts)
        rows.addStretch(1)
        card.body.addWidget(scrolling(inside), 1)
        self._first = ""
        key = QShortcut(QKeySequence("Alt+M"), self)
        key.activated.connect(self._open_first)
        self._hint = Text(self._say("Alt+M goes to the first of them."), "small")
        card.body.addWidget(self._hint)
        return card

    def _open_first(self) -> None:
        if self._first:
            self.open_part(self._first)

    def _go_on(self) -> None:
        index = self._pages.currentIndex()
        self.open_part(self._order[(index + 1) % len(self._order)])

    def _typed(self) -> None:
        self.changed.emit(self._bag.values())
        self._timer.start()
