"""Let the program picture itself for README and guides: python -m installer.pictures [FOLDER].

A demo site is made on a fixed day, opened by its synthetic people, and walked through in both
languages. Nothing but the pictures is kept.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from installer.camera import Camera, end, hand_over, make_site, sign_in, start
from installer.places import ROOT
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import LANGUAGES
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.terms import Access, ItemKind, ItemState
from ltm_desktop.ui.style import dress

FOLDER = ROOT / "docs" / "pictures"
WHOLE = 20
"""Sessions; a course with as many is no longer under way."""


def draw(folder: Path) -> None:
    """Make the demo site and picture every page in every language."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ltm-pictures-") as place:
        site = Path(place) / "site"
        make_site(site)
        for language in LANGUAGES:
            # the English picture bears the plain name
            ending = "" if language == "en" else f".{language}"
            picture_set_up(start(Path(place) / "new", language, folder, ending=ending))
            walk(start(site, language, folder, ending=ending))


def picture_set_up(camera: Camera) -> None:
    """Picture the first question of set-up."""
    camera.take("set-up")
    end(camera)


def walk(camera: Camera) -> None:
    """Picture the open site as a nurse, then as the physician, then as the administrator."""
    camera.take("sign-in")
    sign_in(camera, "nurse.a")
    for page in ("today", "patients", "records"):
        camera.shell.work.go(page)
        camera.take(page)
    camera.press("rail.patients")
    camera.press("patients.enrol_button")
    camera.take("enrolment")
    picture_charts(camera)
    camera.shell.lock()
    camera.take("locked")
    hand_over(camera, "physician.p")
    picture_sign_off(camera)
    picture_followed(camera)
    hand_over(camera, "monitor.m")
    picture_review(camera)
    hand_over(camera, "admin")
    camera.shell.work.go("site")
    camera.take("people")
    camera.turn_to("site.tabs", 1)
    camera.take("configuration")
    end(camera)


def tell_dose(camera: Camera) -> None:
    """Begin to tell the dose that is due, by the reservoir."""
    patient, item = dose_due(camera.desk)
    camera.shell.work.open_patient(patient, "dosing", item)
    camera.press("dosing.step.give")
    camera.press("dosing.access.ommaya")
    for name, text in (("needle_gauge", "25"), ("punctures", "1"), ("csf_withdrawn", "5")):
        camera.type(f"dosing.{name}", text)


def picture_charts(camera: Camera) -> None:
    """Picture a dose as it is told, a course of fractions, and a patient's record."""
    tell_dose(camera)
    camera.take("main-window")
    work = camera.shell.work
    work.open_patient(course_under_way(camera.desk), "fractions", "")
    camera.take("fractions")
    work.open_patient(work.whereabouts().patient, "record", "")
    camera.take("record")


def picture_sign_off(camera: Camera) -> None:
    """Picture the inbox and the oldest record of it being read."""
    camera.shell.work.go("signoff")
    camera.take("sign-off")
    table = camera.find("signoff.table")
    table.selectRow(0)  # type: ignore[attr-defined]  # found by its name
    camera.press("signoff.open_button")
    camera.take("reading")
    for _ in range(3):
        read_and_add(camera)
    camera.press("signoff.back_button")
    camera.press("signoff.sign_added_button")
    camera.take("to-sign")


def picture_followed(camera: Camera) -> None:
    """Picture what followed the doses of one patient, and the numbers of the whole site."""
    work = camera.shell.work
    work.open_patient(most_followed(camera.desk), "timeline", "")
    camera.take("timeline")
    work.go("overview")
    camera.take("overview")


def most_followed(desk: Desk) -> str:
    """Return the patient of whom most kinds of things that followed were told, and most of them."""
    rows = [one.patient.patient_id for one in desk.worklists.patients()]

    def told(patient: str) -> tuple[int, int]:
        chart = desk.chart(PatientId(patient))
        counts = (
            len(chart.adverse_events.events),
            len(chart.response.standing),
            len(tuple(chart.labs.all)),
        )
        return sum(map(bool, counts)), sum(counts)

    return max(rows, key=told)


def read_and_add(camera: Camera) -> None:
    """Read a record to its end and put it among those that one secret signs."""
    text = camera.find("signoff.text")
    bar = text.verticalScrollBar()  # type: ignore[attr-defined]  # found by its name
    bar.setValue(bar.maximum())
    camera.press("signoff.add_button")


def picture_review(camera: Camera) -> None:
    """Picture a monitor comparing a record with its source."""
    work, desk = camera.shell.work, camera.desk
    row = next(one for one in desk.store.papers() if not one.standing)
    seq = desk.chart(PatientId(row.patient_id)).records.by_id[RecordId(row.record_id)].seq
    work.open_patient(row.patient_id, "record", "")
    camera.rest()
    camera.find("record.table").select(str(seq))  # type: ignore[attr-defined]  # found by its name
    camera.press("record.review_button")
    camera.press("review.verify_button")
    camera.take("review")


def dose_due(desk: Desk) -> tuple[str, str]:
    """Return a patient and the dose by Ommaya that is due today, a started one first."""
    due = [
        one
        for one in desk.worklists.today()
        if one.item.kind == ItemKind.DOSE and one.state is ItemState.DUE_TODAY
    ]

    def ready(patient: str, item: str) -> int:
        chart = desk.chart(PatientId(patient))
        device = chart.patient.access if chart.patient else None
        by_ommaya = device is not None and device.access is Access.OMMAYA
        return by_ommaya * 4 + (item in chart.dosing.orders) * 2 + (item in chart.dosing.checks)

    best = max(due, key=lambda one: ready(one.item.patient_id, one.item.code))
    return best.item.patient_id, best.item.code


def course_under_way(desk: Desk) -> str:
    """Return the patient furthest in a course that is still under way."""
    rows = [one.patient.patient_id for one in desk.worklists.patients()]
    told = {one: len(desk.chart(PatientId(one)).course.sessions) for one in rows}
    return max(rows, key=lambda one: told[one] if told[one] < WHOLE else 0)


if __name__ == "__main__":
    app = QApplication([])
    dress(app)
    draw(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
