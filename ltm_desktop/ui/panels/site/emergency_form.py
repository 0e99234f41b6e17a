"""The fields of the emergency page: a text in each language, and whom one calls in which order."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.emergency import LONGEST_LABEL, LONGEST_NUMBER, MOST_PHONES
from ltm_desktop.ui.panels.site.emergency import TypedPage
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.text import Text

_TEXT_HEIGHT = 240


class EmergencyForm(QWidget):
    """Ask for texts and numbers; `typed` fires whenever something was typed."""

    typed = Signal()

    def __init__(self, say: Words, *, may_write: bool) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._say = say
        self._may_write = may_write
        self._filling = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, THEME.space.close, 0)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(self._make_texts())
        rows.addWidget(self._make_phones())
        rows.addStretch(1)
        self.setFocusProxy(self._english)

    def page(self) -> TypedPage:
        """Return the form as it stands."""
        return TypedPage(
            self._english.toPlainText(),
            self._chinese.toPlainText(),
            tuple((label.line.text(), number.line.text()) for label, number in self._phones),
        )

    def show_page(self, page: TypedPage) -> None:
        """Fill the form."""
        self._filling = True
        self._english.setPlainText(page.text_en)
        self._chinese.setPlainText(page.text_zh)
        rows = (*page.phones, *[("", "")] * MOST_PHONES)
        for (label, number), (typed, digits) in zip(self._phones, rows, strict=False):
            label.set_value(typed)
            number.set_value(digits)
        self._filling = False

    def _make_texts(self) -> Card:
        say = self._say
        card = Card(say("The site's own text"))
        card.body.addWidget(
            Text(say("Short sentences. It is read standing up, with a needle in place."), "small")
        )
        beside = QHBoxLayout()
        beside.setSpacing(THEME.space.near)
        self._english = self._make_text("text_en")
        self._chinese = self._make_text("text_zh")
        for label, box in (
            (say("Text in English"), self._english),
            (say("Text in Chinese"), self._chinese),
        ):
            beside.addWidget(LabelledField(say, label, box, required=True), 1)
        card.body.addLayout(beside)
        return card

    def _make_text(self, name: str) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setObjectName(f"emergency.{name}")
        box.setTabChangesFocus(True)
        box.setMinimumHeight(THEME.scaled(_TEXT_HEIGHT))
        box.setReadOnly(not self._may_write)
        box.textChanged.connect(self._tell)
        return box

    def _make_phones(self) -> Card:
        say = self._say
        card = Card(say("Telephone numbers, in the order of calling"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(THEME.space.near)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._phones: list[tuple[NameEdit, NameEdit]] = []
        for place in range(MOST_PHONES):
            which = say.number(place + 1)
            label = NameEdit(say, say("{n}. Whom", n=which), longest=LONGEST_LABEL)
            number = NameEdit(say, say("{n}. Number", n=which), longest=LONGEST_NUMBER)
            for column, (field, name) in enumerate(((label, "label"), (number, "number"))):
                field.line.setObjectName(f"emergency.phone.{place}.{name}")
                field.line.setReadOnly(not self._may_write)
                field.line.textChanged.connect(self._tell)
                grid.addWidget(field, place, column)
            self._phones.append((label, number))
        card.body.addLayout(grid)
        return card

    def _tell(self) -> None:
        if not self._filling:
            self.typed.emit()
