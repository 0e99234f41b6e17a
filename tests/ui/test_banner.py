"""What the banner of an open chart says beside who it is."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.allergies import KnownAllergies
from ltm_desktop.domain.dosing_steps import Allergy
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.ui.chart_page import allergies_words, banner_of
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.widgets.badge import Badge
from ltm_desktop.ui.widgets.patient_banner import BannerPatient, PatientBanner


def test_the_banner_warns_where_somebody_else_has_the_same_name(
    context: Context, qtbot: QtBot
) -> None:
    listed = {one.patient.subject_id: one for one in context.desk.worklists.patients()}
    cautions = {
        subject: banner_of(context, PatientId(one.patient.patient_id)).caution
        for subject, one in listed.items()
    }
    assert {subject for subject, words in cautions.items() if words} == {
        subject for subject, one in listed.items() if one.same_name
    }
    assert "same name: check the number" in cautions.values()
    twin = next(one for one in listed.values() if one.same_name)
    patient = banner_of(context, PatientId(twin.patient.patient_id))
    banner = PatientBanner(Words("en"), patient, context.desk.clock.now().date())
    qtbot.addWidget(banner)
    mark = banner.findChild(QWidget, "bannerCaution")
    assert isinstance(mark, Badge)
    assert mark.accessibleName() == "same name: check the number"


def test_a_study_day_is_never_negative(qtbot: QtBot) -> None:
    patient = BannerPatient("Demo", "Alpha", arm="A", study_day=-3)
    banner = PatientBanner(Words("en"), patient, date(2026, 3, 2))
    qtbot.addWidget(banner)
    assert "A · before day 1" in [label.text() for label in banner.findChildren(QLabel)]


def test_allergies_known_none_known_and_not_recorded_are_told_apart(qtbot: QtBot) -> None:
    shown = {
        "": "not recorded",
        "none known, 02-Mar-2026": "none known, 02-Mar-2026",
        "latex, 02-Mar-2026": "latex, 02-Mar-2026",
    }
    for told, words in shown.items():
        patient = BannerPatient("Demo", "Alpha", allergies=told, allergic="latex" in told)
        banner = PatientBanner(Words("en"), patient, date(2026, 3, 2))
        qtbot.addWidget(banner)
        last = banner.findChildren(QLabel, "bannerValue")[-1]
        assert last.text().replace("\u200b", "") == words
        assert last.property("role") == ("bold" if "latex" in told else "")


def test_the_banner_names_the_allergies_of_the_newest_assessment_that_asked(
    context: Context,
) -> None:
    patient = PatientId(context.desk.worklists.patients()[0].patient.patient_id)
    assert banner_of(context, patient).allergies == ""
    known = KnownAllergies((Allergy("latex", "rash"),), context.desk.clock.now(), PersonId("n"))
    day = context.say.date(known.asked_at.date())
    assert allergies_words(context, known) == f"latex, {day}"
    assert allergies_words(context, replace(known, listed=())) == f"none known, {day}"
