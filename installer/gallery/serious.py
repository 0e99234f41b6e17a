"""The walk round a serious event: Today counts down, the panel, the form that is signed, its paper.

The event is the one a physician judged in the walk before; what is typed is synthetic.
"""

from collections.abc import Callable
from datetime import timedelta

from installer.camera import NOW, Camera
from installer.gallery.hands import fill, large, small
from installer.gallery.papers import pages
from installer.gallery.stage import Scenery, part
from installer.gallery.toxicity import HURT
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.domain.adverse_events import AdverseEventId

_PAPER_DPI = 60
_STORY = (
    "A day after the fifth dose her legs burned and she could not lift the left foot. Admitted the "
    "same evening; steroids were begun. (synthetic)"
)
Take = Callable[[str], None]


def walk(camera: Camera, take: Take, event: AdverseEventId) -> None:
    """Picture a serious event from Today to its signed paper."""
    hurt = part(camera, HURT)
    camera.shell.work.go("today")
    take("serious-today")
    camera.shell.work.open_patient(hurt.patient, "serious", event)
    take("serious")
    _facts(camera, take)
    _form(camera, take, hurt, event)
    camera.shell.work.go("today")
    take("serious-today-told")


def _facts(camera: Camera, take: Take) -> None:
    say = camera.shell.work.context.say
    heard, sent = NOW - timedelta(hours=19), NOW - timedelta(hours=2)
    camera.press("serious.form.aware")
    fill(
        camera,
        {
            "serious.aware.at": say.moment(heard),
            "serious.aware.who": "nurse.a",
            "serious.aware.source": "the family called the ward (synthetic)",
        },
    )
    take("serious-aware")
    camera.press("serious.aware.record")
    camera.press("serious.form.notice")
    fill(
        camera,
        {
            "serious.notice.notice": "sponsor",
            "serious.notice.at": say.moment(sent),
            "serious.notice.method": "portal",
            "serious.notice.reference": "SYN-2026-0041",
        },
    )
    take("serious-notice")
    large(camera)
    take("serious-notice-large")
    small(camera)
    camera.press("serious.notice.record")


def _form(camera: Camera, take: Take, hurt: Scenery, event: AdverseEventId) -> None:
    camera.press("serious.form.report")
    camera.press("serious.report.draft")
    fill(camera, {"serious.report.narrative": _STORY})
    take("serious-report")
    camera.press("serious.report.read")
    take("serious-sign")
    person = camera.desk.session.person
    secret = f"serious.report.secret.{person}"
    fill(camera, {secret: DEMO_SECRET, "serious.report.sign_button": ""})
    take("serious-signed")
    desk = camera.desk
    chart = desk.chart(hurt.patient)
    paper = chart.records.by_id[chart.serious.cases[event].reports[-1]].papers[-1]
    pages(camera, "serious-paper", desk.store.paper(paper.sha256), _PAPER_DPI)
