"""The widgets of the house, with synthetic people and example values."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity, note, stop
from ltm_desktop.domain.quantities import Quantity, Unit, mg, parse_quantity
from ltm_desktop.domain.terms import Access, ItemState, Sex
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.badge import StatusPill
from ltm_desktop.ui.widgets.buttons import DangerButton, KeyHint, PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.calendar_popup import CalendarPopup
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.date_fields import DateField, MomentField, TimeField
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.medicine_line import MedicineLine
from ltm_desktop.ui.widgets.patient_banner import BannerPatient, PatientBanner
from ltm_desktop.ui.widgets.quantity_field import QuantityField
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.saved_line import Notice, SavedLine
from ltm_desktop.ui.widgets.secret_box import SecretBox
from tests.gallery.frame import Entry

NOW = dt.datetime(2026, 3, 2, 11, 42, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LONG = "Wolfeschlegelsteinhausenbergerdorffwelche"
_CHINESE = {
    "Ms": "女士",
    "Pemetrexed + radiotherapy": "培美曲塞＋放疗",
    "right frontal": "右额",
    "red, warm": "发红、皮温升高",
    "pemetrexed": "培美曲塞",
    "intrathecal": "鞘内给药",
    "Synthetic patient": "合成患者",
    "Patient refused": "患者拒绝",
    "Platelets too low": "血小板过低",
    "Other": "其他",
    "Site inspected": "穿刺部位已检查",
    "Volume injected": "注入体积",
    "Injection started": "注射开始",
    "Injection ended": "注射结束",
    "Planned for": "计划日期",
    "Family name": "姓",
    "Record and sign": "记录并签名",
    "Cancel": "取消",
    "Void this record": "作废本记录",
    "Second person": "第二人核对",
    "Sign the check": "签署核对",
    "Six weeks": "六周一览",
    "Nothing is due today.": "今日没有应执行的项目。",
    "The record is stored.": "记录已保存。",
    "It waits for the second person.": "正等待第二人签名。",
    "No room on the disk.": "磁盘空间不足。",
    "Previous 5 mL, 26-Feb-2026": "上次 5 mL，2026年2月26日",
    "Why not": "未给药原因",
    "Way in": "途径",
    "Outside the window": "超出范围",
}


def words(say: Words, english: str) -> str:
    """Return an example text in the picture's language."""
    return english if say.language == "en" else _CHINESE[english]


def column(*widgets: QWidget) -> QWidget:
    """Stand widgets one beneath another."""
    holder = QWidget()
    rows = QVBoxLayout(holder)
    rows.setSpacing(12)
    for widget in widgets:
        rows.addWidget(widget)
    rows.addStretch(1)
    return holder


def _flow(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = FlowLayout(holder, gap=8, line_gap=8)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _banner(**changes: object) -> Callable[[Words], QWidget]:
    def make(say: Words) -> QWidget:
        facts: dict[str, object] = {
            "family": "Demo",
            "given": "Alpha",
            "title": words(say, "Ms"),
            "chinese_name": "演示 阿",
            "born": dt.date(1961, 3, 12),
            "sex": say.term(Sex.FEMALE),
            "subject_id": "S01-014",
            "hospital_number": "00281934",
            "arm": words(say, "Pemetrexed + radiotherapy"),
            "study_day": 22,
            "access": f"{say.term(Access.OMMAYA)}, {words(say, 'right frontal')}",
            "mark": words(say, "Synthetic patient"),
        }
        patient = BannerPatient(**(facts | changes))  # type: ignore[arg-type]  # example data
        return PatientBanner(say, patient, NOW.date())

    return make


def _medicine(say: Words) -> QWidget:
    route = f"{words(say, 'intrathecal')}, {say.term(Access.OMMAYA)}"
    return MedicineLine(say, words(say, "pemetrexed"), mg("10.0"), route)


def _volume(say: Words, typed: str = "") -> QuantityField:
    def check(amount: Quantity) -> list[Alert]:
        far = amount.value > 12
        return [note("gallery.example", word=words(say, "Outside the window"))] if far else []

    field = QuantityField(
        say,
        words(say, "Volume injected"),
        Unit.ML,
        parse_quantity,
        required=True,
        help_text=words(say, "Previous 5 mL, 26-Feb-2026"),
        check=check,
    )
    field.set_text(typed)
    return field


def _quantities(say: Words) -> QWidget:
    missing, comma, unit = _volume(say), _volume(say, "4,5"), _volume(say, "4 g")
    missing.check_filled()
    comma.check_filled()
    unit.check_filled()
    return column(_volume(say), _volume(say, "4.50"), missing, comma, unit)


def _dates(say: Words) -> QWidget:
    def now() -> dt.datetime:
        return NOW

    started = MomentField(say, words(say, "Injection started"), now, required=True)
    started.set_value(NOW)
    ended = TimeField(say, words(say, "Injection ended"), now, required=True)
    ended.set_text("25:00")
    ended.settle()
    unclear = DateField(say, words(say, "Planned for"), now)
    unclear.set_text("02/03/2026")
    unclear.settle()
    empty = DateField(say, words(say, "Planned for"), now, required=True)
    return column(started, ended, unclear, empty)


def _choices(say: Words) -> QWidget:
    options = [
        Choice("ommaya", say.begin(say.term(Access.OMMAYA)), "Alt+O"),
        Choice("lumbar", say.begin(say.term(Access.LUMBAR)), "Alt+L"),
    ]
    empty = ChoiceRow(say, words(say, "Way in"), options, required=True, bedside=True)
    chosen = ChoiceRow(say, words(say, "Way in"), options, required=True, bedside=True)
    chosen.set_value("ommaya")
    missing = ChoiceRow(say, words(say, "Way in"), options, required=True)
    missing.check_filled()
    reasons = [
        Choice("refused", words(say, "Patient refused")),
        Choice("platelets", words(say, "Platelets too low")),
        Choice("other", words(say, "Other")),
    ]
    why = ReasonChooser(say, words(say, "Why not"), reasons)
    why.set_value(("other", ""))
    why.check_filled()
    return column(empty, chosen, missing, why)


def _alerts(say: Words) -> QWidget:
    found = [
        note(
            "quantities.comma",
            "hard rule H10: label matches participant, drug, dose, route",
            typed="4,5",
        ),
        stop(
            "quantities.wrong_unit",
            "hard rule H10: label matches participant, drug, dose, route",
            typed="g",
            expected=Unit.MG,
        ),
        Alert(
            "dates.skipped",
            Severity.OVERRIDE,
            {"typed": "02:30"},
            "21 CFR 11.10(f): permitted sequence",
        ),
    ]
    none = AlertList(say, empty=words(say, "Nothing is due today."))
    return column(AlertList(say, found), none)


def _pills(say: Words) -> QWidget:
    return _flow(*(StatusPill(say, state) for state in ItemState))


def _buttons(say: Words) -> QWidget:
    off = PrimaryButton(words(say, "Record and sign"), "Alt+R")
    off.setEnabled(False)
    return _flow(
        PrimaryButton(words(say, "Record and sign"), "Alt+R"),
        off,
        QuietButton(words(say, "Cancel"), "Esc", bedside=True),
        QuietButton(words(say, "Cancel")),
        DangerButton(words(say, "Void this record"), bedside=True),
        KeyHint("F2"),
    )


def _saved(say: Words) -> QWidget:
    saved, draft, failed = SavedLine(say), SavedLine(say), SavedLine(say)
    saved.show_saved(NOW)
    draft.show_draft(NOW)
    failed.show_not_saved(words(say, "No room on the disk."))
    stored, waits = (
        words(say, "The record is stored."),
        words(say, "It waits for the second person."),
    )
    card = Card(words(say, "Six weeks"), words(say, "Synthetic patient"))
    card.body.addWidget(EmptyState(words(say, "Nothing is due today."), waits))
    return column(
        saved,
        draft,
        failed,
        card,
        Notice(say, stored, waits),
        Notice(say, words(say, "No room on the disk."), tone="stop"),
    )


def _second(say: Words) -> QWidget:
    box = SecretBox(say, words(say, "Second person"), words(say, "Sign the check"), key="Alt+S")
    refused = SecretBox(say, words(say, "Second person"), words(say, "Sign the check"))
    refused.person.set_value("nurse.c")
    refused.show_error(words(say, "No room on the disk."))
    return column(box, refused)


def _calendar(say: Words) -> QWidget:
    calendar = CalendarPopup(say, NOW.date())
    calendar.show_day(dt.date(2026, 3, 12))
    holder = QWidget()
    QHBoxLayout(holder).addWidget(calendar)
    return holder


def _names(say: Words) -> QWidget:
    name = NameEdit(say, words(say, "Family name"), required=True)
    name.set_value("Démo 演示")
    empty = NameEdit(say, words(say, "Family name"), required=True)
    empty.check_filled()
    return column(name, empty)


ENTRIES = [
    Entry("banner", _banner(), (1380, 900, 520)),
    Entry("banner-long", _banner(family=LONG * 3, given=f"Alpha {LONG}"), (1380, 520)),
    Entry("banner-dead", _banner(died=dt.date(2026, 2, 20), mark=""), (1380, 700)),
    Entry(
        "banner-empty",
        _banner(born=None, arm="", access="", hospital_number="", title="", study_day=None),
        (1380,),
    ),
    Entry("medicine", _medicine, (900, 300, 170)),
    Entry("quantity", _quantities, (320, 220)),
    Entry("dates", _dates, (360, 260)),
    Entry("choices", _choices, (640, 300)),
    Entry("alerts", _alerts, (640, 340)),
    Entry("pills", _pills, (640, 240)),
    Entry("buttons", _buttons, (900, 300)),
    Entry("saved", _saved, (640, 320)),
    Entry("second", _second, (640, 300)),
    Entry("calendar", _calendar, (320,)),
    Entry("names", _names, (420, 240)),
]
