"""What the banner of an open chart says beside who it is."""

from datetime import date

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.chart_page import banner_of
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
