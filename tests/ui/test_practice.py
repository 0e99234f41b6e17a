"""A practice site wears another colour than the one in which patients are treated."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.pages import PAGES
from ltm_desktop.ui.rail import Rail
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.topbar import Standing, TopBar

WORK, PRACTICE = THEME.palette.rail, THEME.palette.practice


def colour(widget: QWidget, x: int, y: int) -> str:
    """Return the colour of one pixel as it is drawn."""
    widget.resize(800, 600)
    return QColor(widget.grab().toImage().pixel(x, y)).name()


@pytest.mark.usefixtures("in_the_look")
@pytest.mark.parametrize(("practice", "drawn"), [(False, WORK), (True, PRACTICE)])
def test_the_rail_is_drawn_in_the_colour_of_the_site(
    qapp: QApplication, practice: bool, drawn: str
) -> None:
    assert colour(Rail(Words("en"), PAGES, practice=practice), 2, 2) == drawn


@pytest.mark.usefixtures("in_the_look")
def test_a_line_of_that_colour_lies_over_the_whole_window(qapp: QApplication) -> None:
    facts = Standing(site="EX1", rules="", person="Ann Demo", role="nurse")
    practice = replace(facts, practice=True)
    assert colour(TopBar(Words("en"), practice), 300, 1) == PRACTICE
    assert colour(TopBar(Words("en"), facts), 300, 1) == THEME.palette.card
