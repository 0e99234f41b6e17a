"""Screen rules for strips, curves, tables and identities that no test of a panel shows."""

import re
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from installer import translations
from ltm_desktop.app.timeline.picture import Frame
from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.domain.terms import ItemState, Sex
from ltm_desktop.ui.panels.fractions.model import SessionTable
from ltm_desktop.ui.panels.fractions.shown import Line
from ltm_desktop.ui.panels.glance.cells import Cell, StripRow, StripShown
from ltm_desktop.ui.panels.glance.looks import paint_cell
from ltm_desktop.ui.panels.glance.strip import Strip
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.listing import Listing
from ltm_desktop.ui.widgets.patient_banner import BannerPatient, PatientBanner

TODAY = date(2026, 3, 11)
_SIDE = 40


def painted(state: ItemState) -> QImage:
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_cell(painter, Cell(TODAY, state, "", "dosing", "IND-1"), QRectF(0, 0, _SIDE, _SIDE))
    painter.end()
    return image


def colours_along_the_top(image: QImage) -> set[str]:
    return {image.pixelColor(x, 1).name() for x in range(6, _SIDE - 6)}


def test_given_is_filled_not_given_has_a_solid_edge_and_planned_a_dotted_one(
    qapp: QApplication,
) -> None:
    ground = QColor(THEME.palette.card).name()
    middles = {
        state: painted(state).pixelColor(_SIDE // 2, _SIDE // 2).name()
        for state in (ItemState.GIVEN_IN_WINDOW, ItemState.REFUSED, ItemState.PLANNED)
    }
    assert middles[ItemState.GIVEN_IN_WINDOW] == QColor(THEME.palette.accent).name()
    assert middles[ItemState.REFUSED] == middles[ItemState.PLANNED] == ground
    assert len(colours_along_the_top(painted(ItemState.REFUSED))) == 1
    assert ground in colours_along_the_top(painted(ItemState.PLANNED))
    assert len(colours_along_the_top(painted(ItemState.PLANNED))) > 1


def test_days_gone_by_have_another_ground_and_today_a_frame(qtbot: QtBot) -> None:
    strip = Strip(Words("en"))
    qtbot.addWidget(strip)
    first = TODAY - timedelta(days=10)
    strip.show_strip(StripShown(first, 42, TODAY, frozenset(), (StripRow("Doses", ()),), ""))
    strip.resize(1000, strip.sizeHint().height())
    image, wide = strip.grab().toImage(), (1000 - 96) / 42
    middle = strip.height() - 12

    def ground(day: int) -> str:
        return image.pixelColor(int(96 + (day + 0.5) * wide), middle).name()

    assert ground(3) == QColor(THEME.palette.page).name()
    assert ground(20) == QColor(THEME.palette.card).name()
    edge = {image.pixelColor(int(96 + 10 * wide) + x, middle).name() for x in (-1, 0, 1)}
    assert QColor(THEME.palette.advice.solid).name() in edge


def test_equal_times_take_equal_room_under_one_axis() -> None:
    frame = Frame(width=900, first=TODAY, last=TODAY + timedelta(days=41))
    places = [frame.x(TODAY + timedelta(days=n)) for n in range(42)]
    steps = {round(later - earlier, 6) for earlier, later in pairwise(places)}
    assert len(steps) == 1
    assert all(frame.day(place) == TODAY + timedelta(days=n) for n, place in enumerate(places))


def line_of(dose: str) -> Line:
    return Line(1, "1", "", "", dose, dose, "", "", ItemState.DELIVERED, "")


def test_doses_of_a_column_align_by_padding_and_never_by_zeros(qapp: QApplication) -> None:
    table = SessionTable(Words("en"))
    table.show_lines([line_of("2"), line_of("1.25")])
    assert [table.headerData(column, Qt.Orientation.Horizontal) for column in (3, 4)] == [
        "Gy",
        "Sum",
    ]
    shown = [table.data(table.index(row, 3)) for row in range(2)]
    assert [words.strip() for words in shown] == ["2", "1.25"]
    assert len(shown[0]) == len(shown[1])


def test_tables_have_no_grid(qtbot: QtBot) -> None:
    tables = (Listing(("Name",), "Patients"), FactsTable("facts", "Facts", ("Day",)))
    for table in tables:
        qtbot.addWidget(table)
        assert not table.showGrid()


def test_an_identifier_stands_whole_on_a_line_and_can_be_copied(qtbot: QtBot) -> None:
    number = "HOSP-0001-2345-6789"
    banner = PatientBanner(
        Words("en"), BannerPatient("Demo", "Alpha", hospital_number=number), TODAY
    )
    qtbot.addWidget(banner)
    banner.resize(1366, 80)
    banner.show()
    values = banner.findChildren(QLabel, "bannerValue")
    shown = next(one for one in values if one.text().replace("\u200b", "") == number)
    assert shown.height() < 2 * shown.fontMetrics().height()
    assert shown.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_sex_is_a_whole_word() -> None:
    for language in LANGUAGES:
        words = [Words(language).term(one) for one in Sex]
        assert len(set(words)) == len(words)
        assert all(len(one) > (0 if language == "zh_CN" else 3) for one in words)


def test_no_abbreviation_of_two_meanings_stands_in_a_sentence_of_the_program() -> None:
    two_meanings = re.compile(r"\b(AEs?|CNS|LDH|MR|PD|PE|PFS|PV|ST)\b")
    said = [one.sentence.text for one in translations.in_topics()]
    assert len(said) > 1000
    assert [text for text in said if two_meanings.search(text)] == []
