"""What is on screen is asked at once; what is not is asked before it is seen again."""

import pytest
from PySide6.QtWidgets import QLabel, QStackedWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.in_sight import InSight


class Told(QLabel):
    """Shows how often it was asked, and keeps what it showed when it came to sight."""

    def __init__(self) -> None:
        super().__init__("0")
        self.first_seen: list[str] = []
        self.sight = InSight(self, self.ask_again)

    def ask_again(self) -> None:
        self.setText(str(int(self.text()) + 1))

    def showEvent(self, event: object) -> None:  # noqa: N802 - the name is Qt's
        super().showEvent(event)  # type: ignore[arg-type]  # a QShowEvent
        self.first_seen.append(self.text())


@pytest.fixture
def pages(qtbot: QtBot) -> QStackedWidget:
    made = QStackedWidget()
    made.addWidget(Told())
    made.addWidget(QLabel("another page"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def told(pages: QStackedWidget) -> Told:
    page = pages.widget(0)
    assert isinstance(page, Told)
    return page


def test_a_page_in_sight_is_asked_at_once(pages: QStackedWidget) -> None:
    told(pages).sight.ask()
    assert told(pages).text() == "1"


def test_a_page_turned_away_is_asked_once_before_it_is_seen(pages: QStackedWidget) -> None:
    pages.setCurrentIndex(1)
    told(pages).sight.ask()
    told(pages).sight.ask()
    assert told(pages).text() == "0"
    pages.setCurrentIndex(0)
    assert told(pages).first_seen == ["0", "1"]


def test_a_page_that_missed_nothing_is_not_asked_again(pages: QStackedWidget) -> None:
    pages.setCurrentIndex(1)
    pages.setCurrentIndex(0)
    assert told(pages).text() == "0"


def test_a_page_nobody_has_seen_yet_is_asked_at_once(qtbot: QtBot) -> None:
    page = Told()
    qtbot.addWidget(page)
    page.sight.ask()
    assert page.text() == "1"
