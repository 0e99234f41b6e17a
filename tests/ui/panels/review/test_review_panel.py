"""The review of a record at the window: ask, answer, close, compare, lock; what a monitor sees."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.waiting import may_sign, own_queries
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.review import SourcePart
from ltm_desktop.ui.chart_page import ChartPage
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.pages import PAGES
from ltm_desktop.ui.panels.review.panel import build
from ltm_desktop.ui.panels.review.presenter import ReviewAct
from ltm_desktop.ui.panels.review.view import ReviewView
from ltm_desktop.ui.widgets.time_board import TimeBoard
from tests.demo_site import OpenAs
from tests.ui.hands import find, press, texts

Given = tuple[PatientId, RecordId]
Sit = Callable[..., tuple[Desk, ReviewView]]


def signed_dose(desk: Desk) -> Given:
    """Return a dose record that nobody waits for any more."""
    for row in desk.store.patients():
        patient = PatientId(row.patient_id)
        for record, known in desk.chart(patient).records.by_id.items():
            if known.stands and known.waiting is None and known.papers:
                return patient, record
    raise LookupError("no signed record on the demo site")


def waiting_dose(desk: Desk) -> Given:
    row = next(one for one in desk.store.inbox() if may_sign(desk, one))
    return PatientId(row.patient_id), RecordId(row.record_id)


@pytest.fixture
def sit_down(open_as: OpenAs, qtbot: QtBot) -> Sit:
    def sit_down(
        person: str, given: Given | None = None, act: ReviewAct | None = None
    ) -> tuple[Desk, ReviewView]:
        desk = open_as(person)
        patient, record = given or signed_dose(desk)
        context = Context(desk, Words("en"), Notices())
        view = build(context, patient, record=record, act=act, left=lambda: None)
        assert isinstance(view, ReviewView)
        qtbot.addWidget(view)
        view.resize(1282, 690)
        view.show()
        return desk, view

    return sit_down


def offered(view: QWidget) -> set[str]:
    names = (one.objectName() for one in view.findChildren(QAbstractButton) if one.isVisible())
    acts = {f"review.{act.value}_button": act.value for act in ReviewAct}
    return {acts[name] for name in names if name in acts}


def write(view: QWidget, words: str) -> None:
    find(view, QPlainTextEdit, "review.form_text").setPlainText(words)


def test_a_monitor_compares_a_record_with_its_source_and_locks_it(
    sit_down: Sit, qtbot: QtBot
) -> None:
    desk, view = sit_down("monitor.m")
    patient, record = signed_dose(desk)
    assert offered(view) == {"ask", "verify"}
    assert "Not compared with the source yet." in texts(view)
    assert record in view.text.toPlainText()
    press(view, "review.verify_button")
    press(view, f"review.part.{SourcePart.DOSE.value}")
    press(view, f"review.part.{SourcePart.WHOLE.value}")
    form = view.form
    assert form is not None
    assert not form.parts[SourcePart.DOSE].isChecked()
    assert form.box is not None
    form.box.given.emit("monitor.m", DEMO_SECRET)
    qtbot.waitUntil(lambda: "lock" in offered(view), timeout=20000)
    chart = desk.chart(patient)
    assert chart.review.of(chart.records, record).whole
    assert "agrees with the source: the whole record" in texts(view)
    press(view, "review.lock_button")
    press(view, "review.send_button")
    qtbot.waitUntil(lambda: "unlock" in offered(view), timeout=20000)
    assert "Locked by" in texts(view)
    press(view, "review.unlock_button")
    press(view, "review.send_button")
    qtbot.waitUntil(lambda: "The reason is missing." in texts(view), timeout=20000)
    write(view, "lot misread (synthetic)")
    press(view, "review.send_button")
    qtbot.waitUntil(lambda: "unlock" not in offered(view), timeout=20000)
    assert record not in desk.chart(patient).review.locks


def test_a_wrong_secret_compares_nothing_and_keeps_what_was_chosen(
    sit_down: Sit, qtbot: QtBot
) -> None:
    desk, view = sit_down("monitor.m", None, ReviewAct.VERIFY)
    head = desk.store.head()
    press(view, "review.part.times")
    form = view.form
    assert form is not None
    assert form.box is not None
    form.box.given.emit("monitor.m", "wrong")
    qtbot.waitUntil(lambda: "do not match" in texts(view), timeout=20000)
    assert desk.store.head() == head
    assert form.parts[SourcePart.TIMES].isChecked()


def test_a_physician_asks_the_nurse_who_answers_and_the_physician_closes(
    open_as: OpenAs, sit_down: Sit, qtbot: QtBot
) -> None:
    given = waiting_dose(open_as("physician.q"))
    desk, view = sit_down("physician.q", given, ReviewAct.ASK)
    press(view, "review.send_button")
    assert desk.store.queries() == ()
    press(view, "review.to.nurse.a")
    write(view, "Which lot? (synthetic)")
    press(view, "review.send_button")
    qtbot.waitUntil(lambda: len(desk.store.queries()) == 1, timeout=20000)
    qtbot.waitUntil(lambda: view.form is None, timeout=20000)
    # Qt shows a button it was just given a moment later.
    qtbot.waitUntil(lambda: {"ask", "close"} <= offered(view), timeout=20000)

    desk, view = sit_down("nurse.a", given)
    assert own_queries(desk) == 1
    assert offered(view) == {"ask", "answer"}
    press(view, "review.answer_button")
    assert texts(view).count("Which lot? (synthetic)") >= 2
    write(view, "DEMO24A7 (synthetic)")
    press(view, "review.send_button")
    qtbot.waitUntil(lambda: view.form is None, timeout=20000)
    qtbot.waitUntil(lambda: "DEMO24A7 (synthetic)" in texts(view), timeout=20000)

    desk, view = sit_down("physician.q", given)
    assert own_queries(desk) == 1
    press(view, "review.close_button")
    press(view, "review.send_button")
    qtbot.waitUntil(lambda: view.form is None, timeout=20000)
    assert desk.store.queries() == ()
    qtbot.waitUntil(lambda: "ask" in offered(view), timeout=20000)
    assert "close" not in offered(view)


def test_what_was_recorded_meanwhile_is_shown_before_anything_is_signed(
    open_as: OpenAs, sit_down: Sit, qtbot: QtBot
) -> None:
    given = waiting_dose(open_as("physician.q"))
    desk, view = sit_down("nurse.b", given, ReviewAct.ASK)
    other = build(
        Context(desk, Words("en"), Notices()), given[0], record=given[1], left=lambda: None
    )
    assert isinstance(other, ReviewView)
    qtbot.addWidget(other)
    for one in (other, view):
        one.show()
        if one is other:
            press(one, "review.ask_button")
        press(one, "review.to.role:physician")
        write(one, "first or second (synthetic)")
        press(one, "review.send_button")
        qtbot.waitUntil(lambda: len(desk.store.queries()) == 1, timeout=20000)
        qtbot.waitUntil(lambda: other.form is None, timeout=20000)
    assert "Somebody else wrote in this chart meanwhile" in texts(view)
    assert len(desk.store.queries()) == 1


_ACTS = (
    "patients.enrol_button",
    "record.complete_button",
    "record.withdraw_button",
    "record.death_button",
    "glance.open_form",
    "glance.open_move",
    "signoff.sign_button",
    "signoff.add_button",
)


def test_a_monitors_window_reads_and_reviews_and_offers_no_act(
    open_as: OpenAs, qtbot: QtBot, qapp: object
) -> None:
    desk = open_as("monitor.m")
    context = Context(desk, Words("en"), Notices())
    patient, _ = signed_dose(desk)
    chart = ChartPage(context, patient)
    pages = [page.build(context) for page in PAGES if page.build and page.key != "site"]
    for widget in (chart, *pages):
        qtbot.addWidget(widget)
        widget.resize(1282, 690)
        widget.show()
    chart.show_tab("dosing")
    assert chart.tab == "record"
    review = find(chart, QAbstractButton, "record.review_button")
    qtbot.waitUntil(review.isVisible, timeout=5000)
    seen = {
        one.objectName()
        for widget in (chart, *pages)
        for one in widget.findChildren(QAbstractButton)
        if one.isVisible()
    }
    assert not seen.intersection(_ACTS)
    assert not any(name.startswith(("dosing.", "fractions.", "labs.")) for name in seen)
    assert "record.review_button" in seen
    for tab in ("timeline", "trends"):
        chart.show_tab(tab)
        assert chart.tab == tab
        board = chart.findChild(TimeBoard)
        assert board is not None
        seen = {one.objectName() for one in chart.findChildren(QAbstractButton) if one.isVisible()}
        assert not seen.intersection(_ACTS)
        assert "labs.trends.back" not in seen
