from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.rows import PatientRow
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import Status
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.enrolment.ending import EndKind
from ltm_desktop.ui.panels.enrolment.ending_view import EndingView
from ltm_desktop.ui.panels.enrolment.namesakes import Name, find_namesakes, to_compare
from ltm_desktop.ui.panels.enrolment.panel import build, build_ending
from ltm_desktop.ui.panels.enrolment.pinyin import suggest
from ltm_desktop.ui.panels.enrolment.view import EnrolmentView

Open = Callable[[], EnrolmentView]


@pytest.fixture
def open_form(context: Context, qtbot: QtBot) -> Open:
    def open_form() -> EnrolmentView:
        form = build(context, None)
        assert isinstance(form, EnrolmentView)
        qtbot.addWidget(form)
        form.show()
        return form

    return open_form


def line(form: QWidget, name: str) -> QLineEdit:
    found = form.findChild(QLineEdit, f"enrolment.{name}")
    assert isinstance(found, QLineEdit)
    return found


def press(form: QWidget, name: str) -> None:
    button = form.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def fill(form: QWidget, **texts: str) -> None:
    for name, text in texts.items():
        line(form, name).setText(text)
        line(form, name).textEdited.emit(text)


def shown(form: QWidget) -> str:
    labels = form.findChildren(QWidget)
    return "\n".join(str(one.property("text")) for one in labels if one.property("text"))


def row(family: str = "Demo", given: str = "Bravo", **changes: str) -> PatientRow:
    facts = {
        "patient_id": "pat-1",
        "subject_id": "D01-003",
        "hospital_number": "7",
        "family": family,
        "given": given,
        "han_name": "",
        "pinyin": "",
        "born": "1985-07-03",
        "sex": "male",
        "arm": "",
        "status": "screening",
        "access": "",
        "treatment_end": "",
    }
    return PatientRow(**(facts | changes))


def test_a_complete_form_enters_a_patient_and_opens_the_chart(
    open_form: Open, context: Context, qtbot: QtBot
) -> None:
    form, opened = open_form(), list[str]()
    context.notices.open_patient.connect(lambda patient, *_: opened.append(patient))
    fill(form, family="Demo", given="Zulu", born="1961-03-12", subject="D01-099")
    fill(form, consent_version="2", consent_on="t", weight="61.50", height="170", measured_on="t")
    press(form, "enrolment.sex.female")
    press(form, "enrolment.arm.B")
    press(form, "enrolment.access.ommaya")
    fill(form, access_site="right frontal", implanted_on="t-3")
    press(form, "enrolment.save_button")
    qtbot.waitUntil(lambda: bool(opened))
    patient = context.desk.chart(PatientId(opened[0])).patient
    assert patient is not None
    assert patient.status is Status.ON_STUDY
    assert patient.access is not None
    assert patient.access.access is Access.OMMAYA
    assert patient.measurements is not None
    assert str(patient.measurements.weight) == "61.50 kg"
    assert patient.measurements.height is not None
    assert patient.measurements.height.unit is Unit.CM


def test_an_empty_form_lists_what_is_missing_and_writes_nothing(
    open_form: Open, context: Context
) -> None:
    form, before = open_form(), context.desk.store.head()
    press(form, "enrolment.save_button")
    assert "FAMILY name, Birth date, Sex and Subject number" in shown(form)
    assert "Sex is still missing." in shown(form)
    assert context.desk.store.head() == before


def test_a_subject_number_in_use_is_refused_with_whose_it_is(
    open_form: Open, context: Context
) -> None:
    form, before = open_form(), context.desk.store.head()
    fill(form, family="Demo", given="Zulu", born="1961-03-12", subject="d01-001")
    press(form, "enrolment.sex.male")
    press(form, "enrolment.save_button")
    assert "Subject D01-001 is already DEMO, Alpha, born 12-Mar-1961." in shown(form)
    assert line(form, "given").text() == "Zulu"
    assert context.desk.store.head() == before


def test_half_a_consent_and_a_weight_without_its_day_are_asked_for(open_form: Open) -> None:
    form = open_form()
    fill(form, family="Demo", born="1961-03-12", subject="D01-099")
    fill(form, consent_version="2", weight="61")
    press(form, "enrolment.sex.male")
    press(form, "enrolment.save_button")
    assert "Consent signed on is still missing." in shown(form)
    assert "Measured on is still missing." in shown(form)


def choose(form: QWidget, words: str) -> None:
    buttons = (one for one in form.findChildren(QPushButton) if one.text() == words)
    next(one for one in buttons if one.isVisibleTo(form)).click()


def test_an_unusual_weight_is_changed_or_confirmed_before_it_is_saved(
    open_form: Open, context: Context, qtbot: QtBot
) -> None:
    form, before = open_form(), context.desk.store.head()
    form.activateWindow()
    fill(form, family="Demo", born="1961-03-12", subject="D01-099")
    fill(form, weight="265", height="170", measured_on="t")
    press(form, "enrolment.sex.male")
    press(form, "enrolment.save_button")
    assert "265 kg is outside 30 kg to 250 kg." in shown(form).replace("\u00a0", " ")
    qtbot.waitUntil(line(form, "weight").hasFocus)
    assert context.desk.store.head() == before
    choose(form, "It is right")
    fill(form, weight="275")
    press(form, "enrolment.save_button")
    assert context.desk.store.head() == before
    choose(form, "It is right")
    with qtbot.waitSignal(context.notices.recorded):
        press(form, "enrolment.save_button")


def test_a_refused_save_marks_and_focuses_the_faulty_field(
    open_form: Open, context: Context, qtbot: QtBot
) -> None:
    form, before = open_form(), context.desk.store.head()
    form.activateWindow()
    fill(form, family="Demo", born="2999-01-01", subject="D01-099")
    press(form, "enrolment.sex.male")
    form.save.setFocus()
    press(form, "enrolment.save_button")
    qtbot.waitUntil(form.save.isEnabled)
    assert line(form, "born").property("problem") == "stop"
    assert line(form, "born").hasFocus()
    assert context.desk.store.head() == before


def test_chinese_characters_in_a_latin_field_are_refused_with_their_place(
    open_form: Open, context: Context
) -> None:
    form, before = open_form(), context.desk.store.head()
    fill(form, family="演示", born="1961-03-12", subject="D01-099")
    press(form, "enrolment.sex.male")
    press(form, "enrolment.save_button")
    assert "Chinese characters belong in" in shown(form)
    assert line(form, "family").property("problem") == "stop"
    assert context.desk.store.head() == before


def test_an_ambiguous_birth_date_is_not_guessed(open_form: Open, context: Context) -> None:
    form, before = open_form(), context.desk.store.head()
    fill(form, family="Demo", born="02/03/1961", subject="D01-099")
    press(form, "enrolment.sex.male")
    press(form, "enrolment.save_button")
    assert context.desk.store.head() == before


def test_namesakes_appear_beside_the_form_while_typing(open_form: Open) -> None:
    form = open_form()
    fill(form, family="demo", given="Bravo")
    assert shown(form).count("Same name: DEMO, Bravo") == 2


def test_the_same_name_and_birth_date_are_saved_only_after_a_comparison(
    open_form: Open, context: Context, qtbot: QtBot
) -> None:
    form, before = open_form(), context.desk.store.head()
    fill(form, family="DEMO", given="alpha", born="1961-03-12", subject="D01-098")
    press(form, "enrolment.sex.female")
    assert "Same name and birth date: DEMO, Alpha" in shown(form)
    assert form.another.box.text() == "Another person: compared with D01-001"
    assert not form.another.box.isChecked()
    press(form, "enrolment.save_button")
    assert "Name and birth date are the same." in shown(form)
    assert context.desk.store.head() == before
    form.another.box.click()
    fill(form, born="1961-03-13")
    assert form.another.isHidden()
    fill(form, born="1961-03-12")
    assert not form.another.box.isChecked()
    form.another.box.click()
    with qtbot.waitSignal(context.notices.recorded):
        press(form, "enrolment.save_button")


def test_pinyin_is_suggested_and_never_replaces_what_a_person_typed(open_form: Open) -> None:
    form = open_form()
    fill(form, han="演示甲")
    assert line(form, "pinyin").text() == "yan shi jia"
    assert "Suggested; correct it if needed." in shown(form)
    fill(form, pinyin="yan shi ka", han="演示乙")
    assert line(form, "pinyin").text() == "yan shi ka"


def test_what_was_typed_is_kept_as_a_draft_and_comes_back(open_form: Open, qtbot: QtBot) -> None:
    form = open_form()
    fill(form, family="Demo", given="Zulu")
    press(form, "enrolment.access.ommaya")
    qtbot.waitUntil(lambda: "kept on this computer" in form.saved.text(), timeout=20_000)
    form.close()
    again = open_form()
    assert line(again, "given").text() == "Zulu"
    assert line(again, "access_site").isVisibleTo(again)


def test_cancel_leaves_without_recording(open_form: Open, context: Context, qtbot: QtBot) -> None:
    form, before = open_form(), context.desk.store.head()
    fill(form, family="Demo")
    with qtbot.waitSignal(form.left):
        form.cancel.click()
    assert context.desk.store.head() == before


def test_a_patient_is_completed_and_an_assigned_arm_is_not_asked_again(
    context: Context, qtbot: QtBot
) -> None:
    patient = PatientId(context.desk.worklists.patients("D01-001")[0].patient.patient_id)
    form = build(context, patient)
    qtbot.addWidget(form)
    form.show()
    assert form.findChild(QPushButton, "enrolment.arm.A") is None
    fill(form, weight="58", measured_on="t")
    with qtbot.waitSignal(context.notices.recorded):
        press(form, "enrolment.save_button")
    known = context.desk.chart(patient).patient
    assert known is not None
    assert known.measurements is not None
    assert str(known.measurements.weight) == "58 kg"


@pytest.mark.parametrize("kind", list(EndKind))
def test_the_end_of_a_course_is_previewed_before_it_is_recorded(
    context: Context, qtbot: QtBot, kind: EndKind
) -> None:
    patient = PatientId(context.desk.worklists.patients("D01-001")[0].patient.patient_id)
    form = build_ending(context, patient, kind)
    assert isinstance(form, EndingView)
    qtbot.addWidget(form)
    form.show()
    before = context.desk.store.head()
    press(form, "ending.preview_button")
    assert "is still missing" in shown(form)
    form.on.set_value(context.desk.clock.now().date())
    form.words.setPlainText("own wish")
    press(form, "ending.preview_button")
    text = form.findChild(QWidget, "ending.preview")
    assert text is not None
    assert "own wish" in str(text.property("plainText"))
    assert context.desk.store.head() == before
    with qtbot.waitSignal(context.notices.recorded):
        press(form, "ending.confirm_button")
    known = context.desk.chart(patient).patient
    assert known is not None
    assert known.status in (Status.WITHDRAWN, Status.DIED)


def test_a_future_death_is_refused_and_everything_typed_stays(
    context: Context, qtbot: QtBot
) -> None:
    patient = PatientId(context.desk.worklists.patients("D01-001")[0].patient.patient_id)
    form = build_ending(context, patient, EndKind.DEATH)
    assert isinstance(form, EndingView)
    qtbot.addWidget(form)
    form.show()
    form.on.set_text("2999-01-01")
    press(form, "ending.preview_button")
    assert "lies in the future" in shown(form)
    assert form.on.text() == "01-Jan-2999"


def test_one_slip_in_a_name_is_similar_and_another_name_is_not() -> None:
    rows = [row()]
    assert find_namesakes(Name("Demo", "Bravo"), rows)[0].same_name
    assert not find_namesakes(Name("Demo", "Brabo"), rows)[0].same_name
    assert find_namesakes(Name("Demo", "Zulu"), rows) == ()
    assert find_namesakes(Name(hospital_number="7"), rows)[0].same_number
    assert find_namesakes(Name(family="Demo"), rows) == ()
    chinese = [row("", "", han_name="曹操", pinyin="cao cao")]
    assert find_namesakes(Name(han="曹操"), chinese)[0].same_name
    assert find_namesakes(Name(han="曹丕"), chinese) == ()


def test_characters_without_pinyin_are_left_out() -> None:
    assert suggest("演示 A") == "yan shi"
    assert suggest("") == ""


def test_a_namesake_is_met_however_many_stand_before_on_the_list() -> None:
    crowd = [row("Other", f"One{n}", patient_id=f"pat-{n}") for n in range(20)]
    last = [
        row(patient_id="same"),
        row("Else", "Else", patient_id="number", hospital_number="7-7"),
        row("Demu", "Bravo", patient_id="slip"),
    ]

    def search(words: str) -> list[PatientRow]:
        told = [
            one
            for one in (*crowd, *last)
            if all(w in f"{one.family} {one.given} {one.hospital_number}" for w in words.split())
        ]
        return told[:10]

    met = to_compare(Name("Demo", "Bravo", hospital_number="7-7"), search, 10)
    found = find_namesakes(Name("Demo", "Bravo", hospital_number="7-7"), met)
    assert [one.row.patient_id for one in found] == ["number", "same", "slip"]
