"""The products tab: a pharmacist approves and withdraws, others read; on a real demo site."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.scenes import GTIN
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.site.products_panel import build
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, texts, type_into

NEW = "04099999999996"


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as("pharmacist.c")


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> QWidget:
    shown = build(Context(desk, Words("en"), Notices()))
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show()
    return shown


def _choose_drug(tab: QWidget) -> None:
    next(one for one in tab.findChildren(QPushButton) if one.property("choice")).click()


def _fill(tab: QWidget, gtin: str = NEW) -> None:
    type_into(tab, "site.product.gtin", gtin)
    type_into(tab, "site.product.name", "pemetrexed 500 mg (example)")
    type_into(tab, "site.product.strength", "500")
    _choose_drug(tab)
    find(tab, QCheckBox, "site.product.preservative_free").click()


def _sign(tab: QWidget, qtbot: QtBot, done: Callable[[], bool]) -> None:
    press(tab, "site.product.sign")
    type_into(tab, "site.product.secret", DEMO_SECRET)
    press(tab, "site.product.sign")
    qtbot.waitUntil(done)


def test_what_is_approved_is_listed_with_number_drug_content_and_pharmacist(
    tab: QWidget,
) -> None:
    table = find(tab, QTableWidget, "site.products")
    cells = [table.item(0, column) for column in range(table.columnCount())]
    row = [cell.text() for cell in cells if cell is not None]
    assert row[1] == GTIN
    assert "100\u00a0mg" in row[2]
    assert "Demo" in row[3]


def test_a_pharmacist_reads_and_signs_an_approval(tab: QWidget, desk: Desk, qtbot: QtBot) -> None:
    _fill(tab)
    type_into(tab, "site.product.volume", "20")
    press(tab, "site.product.approve")
    assert "Approved for intrathecal use" in texts(tab)
    _sign(tab, qtbot, lambda: NEW in desk.site().products)
    qtbot.waitUntil(lambda: find(tab, QTableWidget, "site.products").rowCount() == 2)
    assert line(tab, "site.product.gtin").text() == ""


def test_a_product_chosen_in_the_list_is_withdrawn_with_a_reason(
    tab: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    press(tab, "site.product.withdraw")
    assert "is not approved" in texts(tab)
    find(tab, QTableWidget, "site.products").selectRow(0)
    type_into(tab, "site.product.reason", "recall (synthetic)")
    press(tab, "site.product.withdraw")
    _sign(tab, qtbot, lambda: desk.site().products == {})
    qtbot.waitUntil(lambda: find(tab, QTableWidget, "site.products").rowCount() == 0)
    assert "nothing can be prepared" in texts(tab)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("gtin", "04099999999999", "is not a product number"),
        ("strength", "half", "half"),
        ("name", "Vincristine 1 mg", "must never be given into the CSF"),
    ],
)
def test_what_cannot_be_approved_is_told_and_what_was_typed_stays(
    tab: QWidget, field: str, typed: str, words: str
) -> None:
    _fill(tab)
    line(tab, f"site.product.{field}").clear()
    type_into(tab, f"site.product.{field}", typed)
    press(tab, "site.product.approve")
    assert words in texts(tab)
    assert line(tab, f"site.product.{field}").text() == typed
    assert not find(tab, QPushButton, "site.product.sign").isVisible()


def _refused(tab: QWidget) -> bool:
    rows = [one for one in tab.findChildren(QFrame) if one.property("alertRow")]
    return any(not one.isHidden() for one in rows)


def test_a_wrong_secret_is_told_and_nothing_is_written(
    tab: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    _fill(tab)
    press(tab, "site.product.approve")
    type_into(tab, "site.product.secret", "not the secret")
    press(tab, "site.product.sign")
    qtbot.waitUntil(lambda: _refused(tab))
    assert NEW not in desk.site().products


def test_others_read_what_is_approved_and_are_told_who_approves(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    shown = build(Context(open_as("nurse.a"), Words("zh_CN"), Notices()))
    qtbot.addWidget(shown)
    assert shown.findChild(QPushButton, "site.product.approve") is None
    assert "药师" in texts(shown)
