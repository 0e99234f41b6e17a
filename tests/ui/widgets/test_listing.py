from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.opened_papers import OpenedPapers
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_lines import Cell, Writing, lines, plain_part

LONG = "DEMO, " + "Wolfeschlegelsteinhausenbergerdorff" * 2


@pytest.fixture
def listing(qtbot: QtBot) -> Listing:
    listing = Listing(("Name", "Born", "State"), "People")
    qtbot.addWidget(listing)
    rows = [
        Row(
            key,
            (
                Cell(name, strong=True),
                Cell("03-Jul-1958"),
                Cell(badges=(("Overdue", Look("disc")),)),
            ),
        )
        for key, name in (("a", "DEMO, Alpha"), ("b", LONG))
    ]
    listing.show_rows(rows)
    listing.resize(500, 300)
    listing.show()
    return listing


def test_columns_fill_the_width_and_a_long_name_grows_its_row(listing: Listing) -> None:
    widths = [listing.columnWidth(column) for column in range(3)]
    assert sum(widths) <= listing.viewport().width()
    assert listing.rowHeight(1) > listing.rowHeight(0)


def test_nothing_is_selected_at_first_and_the_first_arrow_takes_the_first_row(
    listing: Listing, qtbot: QtBot
) -> None:
    assert listing.selected() == ""
    QTest.keyClick(listing, Qt.Key.Key_Down)
    assert listing.selected() == "a"
    QTest.keyClick(listing, Qt.Key.Key_Down)
    assert listing.selected() == "b"


def test_a_selected_row_stays_selected_when_others_come(listing: Listing) -> None:
    listing.select("b")
    listing.show_rows([Row("c", (Cell("DEMO, C"), Cell(), Cell())), listing.rows.rows[1]])
    assert listing.selected() == "b"


def test_a_selected_row_that_goes_is_told(listing: Listing, qtbot: QtBot) -> None:
    listing.select("b")
    with qtbot.waitSignal(listing.chosen) as told:
        listing.show_rows(listing.rows.rows[:1])
    assert told.args == [""]


def test_the_model_keeps_qts_rules_and_speaks_every_word(listing: Listing) -> None:
    QAbstractItemModelTester(listing.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cell = Cell("a", aside="b", below=("c",), caution="d", badges=(("e", Look("disc")),))
    assert cell.spoken == "a b c d e"


def test_opened_papers_are_private_and_taken_away_again(qapp: QApplication) -> None:
    seen: list[Path] = []

    def viewer(path: Path) -> bool:
        seen.append(path)
        return path.read_bytes() == b"%PDF-"

    papers = OpenedPapers(QObject(), viewer)
    assert papers.show(b"%PDF-", "adm-1.pdf")
    assert seen[0].parent.stat().st_mode & 0o077 == 0
    papers.close()
    assert not seen[0].parent.exists()


def test_opened_papers_go_with_their_panel(qapp: QApplication) -> None:
    owner, seen = QObject(), list[Path]()

    def viewer(path: Path) -> bool:
        seen.append(path)
        return True

    papers = OpenedPapers(owner, viewer)
    papers.show(b"%PDF-", "adm-1.pdf")
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    assert not seen[0].exists()


def test_a_rare_character_of_a_name_is_never_halved() -> None:
    for name in ("演示𠮷", "𠮷", "Ji 𠮷演"):
        (line,) = lines(Cell("YANSHI, Ji", strong=True, aside=name))
        part = plain_part(line)
        units = line.text.encode("utf-16-le")
        plain = units[2 * part.start : 2 * (part.start + part.length)].decode("utf-16-le")
        assert plain == line.text[line.plain_from :]


def test_a_list_draws_its_labels_and_makes_no_parts_of_them(
    listing: Listing, in_the_look: QApplication
) -> None:
    """A part that goes with the old look, while Qt walks all of them, brings the program down."""
    before = set(in_the_look.allWidgets())
    listing.show_rows([Row("c", (Cell("X"), Cell("Y"), Cell(badges=(("Held", Look("ring")),))))])
    assert not listing.grab().isNull()
    assert {type(part).__name__ for part in set(in_the_look.allWidgets()) - before} == set()


def test_a_line_is_as_high_as_it_is_drawn_at_every_width(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    writing, picture = Writing(owner), QPixmap(600, 200)
    writing.renew()
    cells = (
        Cell("O'NEIL, Jean-Luc Marie", strong=True, aside="欧阳娜娜", caution="same name twice"),
        Cell("03-Jul-1958 (67\u00a0y)", below=("S-00000001", "骨髓 of two words")),
        Cell(LONG, strong=True),
    )
    painter = QPainter(picture)
    wrapped = set()
    for line in (line for cell in cells for line in lines(cell)):
        for width in range(40, 400):
            drawn = writing.draw(painter, line, QPointF(0, 0), width)
            assert writing.height(line, width) == drawn, (line.text, width)
            wrapped.add((line.text, drawn))
    painter.end()
    assert len(wrapped) > len(cells) * 3  # every line was seen wrapped and whole
