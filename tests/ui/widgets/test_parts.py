from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ltm_desktop import resource_files
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Severity, note, stop
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui import icons, marks, style
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.badge import STATE_LOOKS, StatusPill
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.medicine_line import MedicineLine
from ltm_desktop.ui.widgets.patient_banner import BannerPatient, PatientBanner, full_name
from ltm_desktop.ui.widgets.saved_line import Notice, SavedLine
from ltm_desktop.ui.widgets.secret_box import SecretBox
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.wheel_guard import WheelGuard

NOW = datetime(2026, 3, 2, 11, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
ALPHA = BannerPatient("Demo", "Alpha", "Ms", "演示 阿", date(1961, 3, 12), sex="Female")


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_colour_has_enough_contrast_on_its_ground() -> None:
    colours = THEME.palette
    assert _contrast(colours.ink, colours.card) > 10
    for ground in (colours.card, colours.page, colours.sunken):
        assert _contrast(colours.muted, ground) >= 4.5
        assert _contrast(colours.accent, ground) >= 4.5
    assert _contrast(colours.on_fill, colours.fill) >= 4.5
    assert _contrast(colours.on_rail, colours.rail) >= 4.5
    assert _contrast(colours.on_disabled, colours.disabled) >= 4.5
    for name in ("stop", "caution", "ok", "advice", "neutral"):
        tone = colours.tone(name)
        assert _contrast(tone.ink, tone.soft) >= 4.5
        assert _contrast(tone.on_solid, tone.solid) >= 4.5


def test_field_edges_and_focus_rings_can_be_seen() -> None:
    colours = THEME.palette
    assert _contrast(colours.field_line, colours.card) >= 3
    assert _contrast(colours.focus, colours.card) >= 4.5
    assert _contrast(colours.focus_on_fill, colours.fill) >= 3
    assert _contrast(colours.focus_on_rail, colours.rail) >= 3


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.parametrize("gloved", [False, True])
def test_an_opened_choice_shows_every_answer_whole(qtbot: QtBot, gloved: bool) -> None:
    page, box = QWidget(), QComboBox()
    page.setProperty("gloved", gloved)
    QVBoxLayout(page).addWidget(box)
    box.addItems(["", "Yes", "No"])
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    qtbot.waitExposed(page)
    box.showPopup()
    QApplication.processEvents()
    listed, last = box.view(), box.model().index(2, 0)
    row = listed.visualRect(last)
    inside = listed.viewport().rect()
    box.hidePopup()
    assert inside.contains(row)
    assert listed.verticalScrollBar().maximum() == 0
    assert row.height() >= (THEME.shape.bedside if gloved else THEME.shape.target)


def test_the_style_sheet_leaves_no_token_unfilled() -> None:
    assert "$" not in style.to_style_sheet(THEME.theme)


def test_every_icon_and_mark_can_be_drawn(qapp: QApplication) -> None:
    for path in sorted(resource_files.path("icons").glob("*.svg")):
        assert not icons.icon(Path(path).stem, "#000000").isNull()
        image = icons.picture(path.stem, "#000000").toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20))
    for shape in marks.SHAPES:
        assert not marks.mark(shape, "#8f1414").isNull()


def test_chinese_has_letters_on_any_machine() -> None:
    assert "LTM Sans SC" in style.letters(THEME.theme).families()


def test_the_banner_keeps_its_order_and_says_what_is_not_recorded(say: Words, qtbot: QtBot) -> None:
    banner = PatientBanner(say, ALPHA, NOW.date())
    qtbot.addWidget(banner)
    assert _texts(banner) == [
        "DEMO, Alpha (Ms)  演示 阿",
        "Born", "12-Mar-1961 (64 y)",
        "Sex", "Female",
        "Subject", "not recorded",
        "Hospital no.", "not recorded",
        "Arm · study day", "not yet randomised",
        "Access", "not recorded",
        "Allergies", "not recorded",
    ]  # fmt: skip


def test_a_dead_patients_banner_differs_in_pattern_and_tells_age_at_death(
    say: Words, qtbot: QtBot
) -> None:
    dead = BannerPatient("Demo", "Alpha", born=date(1961, 3, 12), died=date(2026, 2, 20))
    banner = PatientBanner(say, dead, NOW.date())
    qtbot.addWidget(banner)
    texts = _texts(banner)
    assert texts[texts.index("Died") + 1] == "20-Feb-2026 (64 y)"
    assert texts[texts.index("Born") + 1] == "12-Mar-1961"
    banner.resize(1000, 60)
    image = banner.grab().toImage()
    row = {image.pixelColor(x, 5).name() for x in range(900, 990)}
    assert len(row) > 1


def test_a_name_is_never_markup_and_never_cut(say: Words, qtbot: QtBot) -> None:
    long = "W" * 200
    banner = PatientBanner(say, BannerPatient(long, "<b>x</b>"), NOW.date())
    qtbot.addWidget(banner)
    banner.resize(600, banner.layout().totalHeightForWidth(600))  # type: ignore[union-attr]  # a banner has a layout
    banner.show()
    name = banner.findChild(QLabel, "bannerName")
    assert isinstance(name, QLabel)
    assert name.text().replace("\u200b", "") == f"{long}, <b>x</b>"
    assert name.textFormat() == Qt.TextFormat.PlainText
    assert name.height() >= name.heightForWidth(name.width())
    assert name.width() <= 600


def test_a_name_without_parts_has_no_stray_commas(say: Words) -> None:
    assert full_name(BannerPatient("Demo", ""), say) == "DEMO"
    assert full_name(BannerPatient("", "", chinese_name="演示"), say) == "演示"
    both = BannerPatient("Demo", "Jia", chinese_name="演示甲")
    assert full_name(both, say) == "DEMO, Jia  演示甲"
    assert full_name(both, Words("zh_CN")) == "演示甲  DEMO, Jia"


def test_the_medicine_line_breaks_between_attributes_and_keeps_amount_with_unit(
    say: Words, qtbot: QtBot
) -> None:
    line = MedicineLine(say, "Pemetrexed", mg("10.0"), "intrathecal, Ommaya reservoir")
    qtbot.addWidget(line)
    whole = "pemetrexed — DOSE 10\u00a0mg — intrathecal, Ommaya reservoir"
    assert line.text() == line.accessibleName() == whole
    for width in range(line.minimumSizeHint().width(), line.sizeHint().width() + 50, 7):
        shown = ["".join(run.text for run in part) for part in line.lines(width)]
        assert any("DOSE 10\u00a0mg" in part for part in shown)
        assert " ".join(shown).replace(" — ", " ") == whole.replace(" — ", " ")
        assert not any(part.startswith(" —") or part.endswith("— ") for part in shown)
    assert line.heightForWidth(100) > line.heightForWidth(900)


def test_alerts_stand_in_one_list_hard_stops_first_with_word_and_next_step(
    say: Words, qtbot: QtBot
) -> None:
    found = [note("quantities.empty", "§1"), stop("quantities.comma", "protocol §6.2", typed="4,5")]
    alerts = AlertList(say, found, empty="Nothing to note.")
    qtbot.addWidget(alerts)
    texts = _texts(alerts)
    assert texts[0] == "Stop"
    assert "Source: protocol §6.2" in texts
    assert texts.index("Stop") < texts.index("Note")
    alerts.show_alerts([])
    shown = [label.text() for label in alerts.findChildren(QLabel) if not label.isHidden()]
    assert "Nothing to note." in shown


def test_every_severity_has_a_word(say: Words) -> None:
    assert {say.term(severity) for severity in Severity} == {"Stop", "Needs physician", "Note"}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_state_has_shape_and_word_of_its_own(language: str, qtbot: QtBot) -> None:
    assert set(STATE_LOOKS) == set(ItemState)
    words = set()
    for state in ItemState:
        pill = StatusPill(Words(language), state)
        qtbot.addWidget(pill)
        assert STATE_LOOKS[state].shape in marks.SHAPES
        words.add(pill.text())
    assert len(words) == len(ItemState)


def test_overdue_is_reversed_everywhere_and_carries_its_time(say: Words, qtbot: QtBot) -> None:
    pill = StatusPill(say, ItemState.OVERDUE, "20-Nov-2026")
    qtbot.addWidget(pill)
    assert pill.text() == "Overdue 20-Nov-2026"
    image = pill.grab().toImage()
    assert image.pixelColor(image.width() // 2, 3).name() == THEME.palette.stop.solid


def test_buttons_are_large_enough_and_show_their_key(say: Words, qtbot: QtBot) -> None:
    sign, cancel = PrimaryButton("Record & sign", "Alt+R"), QuietButton("Cancel")
    for button in (sign, cancel):
        qtbot.addWidget(button)
        button.ensurePolished()
        button.adjustSize()
    assert sign.height() >= THEME.shape.bedside
    assert cancel.height() >= THEME.shape.target
    assert sign.text() == "Record && sign"
    assert sign.accessibleName() == "Record & sign"
    assert sign.shortcut().toString() == "Alt+R"
    plain = PrimaryButton("Record & sign")
    qtbot.addWidget(plain)
    assert sign.sizeHint().width() > plain.sizeHint().width()
    assert not sign.autoDefault()


def test_the_secret_leaves_once_and_is_gone(say: Words, qtbot: QtBot) -> None:
    box = SecretBox(say, "Second person", "Sign the check")
    qtbot.addWidget(box)
    QTest.keyClicks(box.person.line, "nurse.c")
    box.secret.insert("口令 with blanks ")
    with qtbot.waitSignal(box.given) as given_signal:
        QTest.keyClick(box.secret, Qt.Key.Key_Return)
    assert given_signal.args == ["nurse.c", "口令 with blanks "]
    assert box.secret.text() == ""
    assert not box.secret.isUndoAvailable()
    assert box.secret.echoMode() == QLineEdit.EchoMode.Password


def test_nothing_is_handed_over_without_name_and_secret(say: Words, qtbot: QtBot) -> None:
    box = SecretBox(say, "Second person", "Sign the check")
    qtbot.addWidget(box)
    with qtbot.assertNotEmitted(box.given):
        box.submit()
        box.person.set_value("nurse.c")
        box.submit()
    box.secret.setText("wrong")
    box.show_error("Name or secret is wrong.")
    assert box.secret.text() == ""
    assert box.person.value() == "nurse.c"
    assert "Name or secret is wrong." in _texts(box)
    box.clear()
    assert box.person.value() == ""


def test_return_in_the_secret_box_presses_no_button_of_the_form(say: Words, qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    rows = QVBoxLayout(dialog)
    box = SecretBox(say, "Second person", "Sign the check")
    record = QPushButton("Record and sign")
    record.setDefault(True)
    rows.addWidget(box)
    rows.addWidget(record)
    dialog.show()
    with qtbot.assertNotEmitted(record.clicked):
        QTest.keyClick(box.secret, Qt.Key.Key_Return)
        QTest.keyClick(box.person.line, Qt.Key.Key_Enter)
    assert dialog.isVisible()


def test_a_draft_is_never_shown_with_a_tick_and_saving_says_when(say: Words, qtbot: QtBot) -> None:
    line = SavedLine(say)
    qtbot.addWidget(line)
    line.show_draft(NOW)
    assert line.text() == "Draft, not a record · kept on this computer 11:42"
    mark, _ = line.findChildren(QLabel)
    assert mark.isHidden()
    line.show_saved(NOW)
    assert line.text() == "Saved on this computer 11:42"
    assert not mark.isHidden()
    line.show_not_saved("No room.")
    assert line.text() == "No room."
    line.clear()
    assert line.text() == ""


def test_a_notice_stays_until_it_is_closed(say: Words, qtbot: QtBot) -> None:
    notice = Notice(say, "The record is stored.", "It waits for the second person.")
    qtbot.addWidget(notice)
    notice.show()
    with qtbot.waitSignal(notice.closed):
        notice._close()
    assert notice.isHidden()


def test_the_wheel_scrolls_the_page_and_changes_no_value(qapp: QApplication, qtbot: QtBot) -> None:
    guard = WheelGuard(qapp)
    area = QScrollArea()
    qtbot.addWidget(area)
    page = QWidget()
    rows = QVBoxLayout(page)
    spin, combo = QSpinBox(), QComboBox()
    combo.addItems(["a", "b", "c"])
    combo.setCurrentIndex(1)
    spin.setValue(5)
    rows.addWidget(spin)
    rows.addWidget(combo)
    rows.addWidget(Text("filler\n" * 80))
    area.setWidget(page)
    area.resize(200, 200)
    area.show()
    for widget in (spin, combo):
        before = area.verticalScrollBar().value()
        _turn(widget)
        assert area.verticalScrollBar().value() > before
    assert spin.value() == 5
    assert combo.currentIndex() == 1
    qapp.removeEventFilter(guard)


def _turn(widget: QWidget) -> None:
    window = widget.window().windowHandle()
    place = widget.mapTo(widget.window(), widget.rect().center())
    QTest.wheelEvent(window, QPointF(place), QPoint(0, -120))


@pytest.mark.parametrize(
    "made",
    [lambda: QuietButton(""), lambda: PrimaryButton(""), QCheckBox, QRadioButton, QToolButton],
)
def test_a_focus_that_keys_brought_is_drawn_as_our_ring_alone(
    qtbot: QtBot, made: Callable[[], QAbstractButton]
) -> None:
    window, button = QWidget(), made()
    QVBoxLayout(window).addWidget(button)
    button.setText("Looked for, none found")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    ringed = button.grab().toImage()
    # From now on the window shows where keys have led, as Qt does for whoever presses Tab.
    QTest.keyClick(button, Qt.Key.Key_Tab)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    assert button.grab().toImage() == ringed
