"""The walk round a serious event: Today counts down, the panel, the form that is signed."""

import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from installer.camera import NOW, SIZE, Camera, end, make_site, sign_in, start, wait
from installer.gallery.names import FORM
from installer.places import ROOT
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    Answer,
    GradeTold,
    JudgeEvent,
    ReportEvent,
)
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.serious_events import RecordAwareness, RecordFollowUp, RecordNotice
from ltm_desktop.ui.style import dress

LARGE = (1920, 1080)
EVENT = AdverseEventId("ae-gallery")


def walk(camera: Camera) -> None:
    """Picture a serious event from Today to its signed paper."""
    sign_in(camera, "physician.p")
    work, desk = camera.shell.work, camera.desk
    patient = judged(desk, camera)
    work.go("today")
    camera.take("serious-today")
    work.open_patient(patient, "serious", EVENT)
    camera.take("serious-begin")
    work.context.notices.recorded.emit(told(desk, camera, patient))
    camera.rest()
    camera.press("serious.form.notice")
    camera.take("serious-notice")
    camera.program.resize(*LARGE)
    camera.take("serious-notice-large")
    camera.program.resize(*SIZE)
    camera.press("serious.form.report")
    camera.press("serious.report.draft")
    camera.take("serious-report")
    camera.press("serious.report.read")
    camera.take("serious-sign")
    camera.type("serious.report.secret", DEMO_SECRET)
    camera.press("serious.report.sign")
    wait(lambda: bool(desk.chart(patient).serious.cases[EVENT].reports))
    camera.take("serious-signed")
    end(camera)


def judged(desk: Desk, camera: Camera) -> PatientId:
    """Report an event two days after a dose and judge it serious; return whose it is."""
    say = camera.shell.work.context.say
    charts = (desk.chart(PatientId(row.patient_id)) for row in desk.store.patients())
    chart = next(one for one in charts if len(one.dosing.injections()) > 3)
    last = chart.dosing.injections()[-1]
    onset = last.started_at + timedelta(hours=26)
    active = desk.active()
    if active is None:
        raise LookupError("nothing is signed")
    day = PartialDate(onset.date())
    first = GradeTold(onset.date(), Grade.THREE)
    patient = PatientId(chart.patient_id)
    words = "legs burn, cannot lift the left foot (synthetic)"
    desk.do(
        ReportEvent(
            patient,
            EVENT,
            "arachnoiditis",
            first,
            verbatim=words,
            onset=day,
            onset_at=onset if onset < NOW else None,
            linked=last.record,
        ),
        say,
        {},
    )
    causes = active.vocabulary("ae_cause")
    answers = tuple(
        Answer(one, "probable" if one == "pemetrexed_it" else "unlikely") for one in causes
    )
    recorded = desk.do(
        JudgeEvent(
            patient,
            EVENT,
            answers,
            action_it="held",
            action_rt="none",
            treatment="dexamethasone 8 mg a day (synthetic)",
            serious=True,
            criteria=("hospitalisation",),
            expected=False,
            reference="Example brochure 1.0 (synthetic)",
        ),
        say,
        {desk.session.person: DEMO_SECRET},
    )
    camera.shell.work.context.notices.recorded.emit(recorded)
    return patient


def told(desk: Desk, camera: Camera, patient: PatientId) -> Recorded:
    """Tell the awareness, a notice that went out and what was learnt since."""
    say = camera.shell.work.context.say
    aware, sent = NOW - timedelta(hours=19), NOW - timedelta(hours=2)
    nurse = PersonId("nurse.a")
    source = "the family called the ward (synthetic)"
    desk.do(RecordAwareness(patient, EVENT, aware, nurse, source), say, {})
    desk.do(
        RecordNotice(patient, EVENT, "ntc-gallery", "sponsor", sent, "portal", "SYN-2026-0041"),
        say,
        {},
    )
    news = "Walks with help since this morning (synthetic)."
    learnt = NOW - timedelta(hours=1)
    return desk.do(RecordFollowUp(patient, EVENT, "fup-gallery", learnt, news), say, {})


def draw(folder: Path) -> None:
    """Make the demo site and walk through a copy of it in every language."""
    with tempfile.TemporaryDirectory(prefix="ltm-serious-") as place:
        made = Path(place) / "made"
        make_site(made)
        for language in ("en", "zh_CN"):
            site = Path(place) / language
            shutil.copytree(made, site)
            pictures = folder / language
            pictures.mkdir(parents=True, exist_ok=True)
            walk(start(site, language, pictures, form=FORM))


if __name__ == "__main__":
    app = QApplication([])
    dress(app)
    draw(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "gallery")
