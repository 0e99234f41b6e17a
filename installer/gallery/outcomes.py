"""The walk to the end of a course: response, contacts, progression, death and what is cancelled.

What is typed is synthetic; the assessments before stand in the demo.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from PySide6.QtWidgets import QPlainTextEdit

from installer.camera import NOW, Camera
from installer.gallery.hands import choose_row, fill, large, small
from installer.gallery.papers import opened, pages
from installer.gallery.stage import Scenery, part
from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.ui.panels.response.shown import GENERAL, OVERALL_PART

ASSESSED, NEW, MIDWAY = 9, 25, 15
"""Parts of the demo's roster: assessed three times, never, and in the middle of the course."""
FOLLOWED, WORSE, DYING, DEAD = 9, 24, 17, 12
Take = Callable[[str], None]
_PAPER_DPI = 60
_LEVELS = "00010000010000"
"""One for each area of the scorecard; a digit goes on to the next."""
_GENERAL: Mapping[str, str] = {"response.time_point": "day_42"}
_CYTOLOGY: Mapping[str, str] = {
    "response.cytology.result": "negative",
    "response.cytology.source": "ventricular",
    "response.cytology.report": "SYN-77",
    "response.change.csf_cytology": "improved",
}
_MRI: Mapping[str, str] = {"response.not_done.mri": "equipment"}
_KPS: Mapping[str, str] = {"response.kps.score": "80", "response.change.kps": "improved"}
_STEROIDS: Mapping[str, str] = {
    "response.steroids.per_day": "2",
    "response.steroids.drug": "dexamethasone",
}
_OVERALL: Mapping[str, str] = {
    "response.overall": "partial_response",
    "response.rationale": "Clearer and steadier than before; no scan to compare. (synthetic)",
}


def response(camera: Camera, take: Take) -> None:
    """Picture the list of assessments, an empty form, a filled one, a refusal and the signature."""
    part(camera, ASSESSED).show(tab="response")
    take("response-list")
    part(camera, NEW).show(tab="response")
    take("response-none")
    camera.press("response.begin")
    take("response-empty")
    one = part(camera, MIDWAY)
    one.show(tab="response")
    camera.press("response.begin")
    fill(camera, _GENERAL)
    _day(camera, "response.on")
    camera.press("response.part.neuro")
    _score(camera)
    take("response-examination")
    camera.press("response.part.mri")
    take("response-mri")
    large(camera)
    take("response-mri-large")
    small(camera)
    fill(camera, _MRI)
    camera.press("response.part.kps")
    fill(camera, _KPS)
    _day(camera, "response.kps.on")
    camera.press("response.part.steroids")
    fill(camera, _STEROIDS)
    camera.press(f"response.part.{OVERALL_PART}")
    fill(camera, _OVERALL)
    take("response-missing")
    camera.press("response.part.csf_cytology")
    fill(camera, _CYTOLOGY)
    _day(camera, "response.cytology.on")
    camera.press(f"response.part.{GENERAL}")
    take("response-complete")
    _sign(one, take)


def _score(camera: Camera) -> None:
    rules = camera.desk.active()
    items = rules.response.instrument.items if rules and rules.response else {}
    for item, level in zip(items, _LEVELS, strict=True):
        fill(camera, {f"response.neuro.{item}": level})
    found = {"response.neuro.hearing.found": "left, since childhood (synthetic)"}
    fill(camera, {**found, "response.change.neuro": "improved"})


def _day(camera: Camera, name: str, back: int = 0) -> None:
    say = camera.shell.work.context.say
    fill(camera, {name: say.date((NOW - timedelta(days=back)).date())})


def _sign(one: Scenery, take: Take) -> None:
    camera, desk = one.camera, one.camera.desk
    camera.press("response.review")
    take("response-sign")
    secret = f"response.secret.{desk.session.person}"
    fill(camera, {secret: DEMO_SECRET, "response.sign_button": ""})
    take("response-signed")
    choose_row(camera, "response.assessments", 0)
    pages(camera, "response-paper", opened(camera, "response.paper"), _PAPER_DPI)


def contact(camera: Camera, take: Take) -> None:
    """Picture a call that is told, and an earlier one put right."""
    part(camera, NEW).show(tab="follow_up")
    take("follow-up-none")
    part(camera, FOLLOWED).show(tab="follow_up")
    fill(camera, {"follow_up.telling.contact": ""})
    _day(camera, "follow_up.contact.on")
    fill(
        camera,
        {
            "follow_up.contact.way.phone": "",
            "follow_up.contact.alive.yes": "",
            "follow_up.contact.disease.stable": "",
            "follow_up.contact.note": "eats well, walks to the market (synthetic)",
        },
    )
    take("follow-up-contact")
    camera.press("follow_up.record")
    take("follow-up-told")


def endings(camera: Camera, take: Take) -> None:
    """Picture a progression that is signed, a death, what it cancels, and survival."""
    part(camera, WORSE).show(tab="follow_up")
    fill(camera, {"follow_up.telling.progression": ""})
    _day(camera, "follow_up.progression.on", back=1)
    fill(camera, {"follow_up.progression.basis": "new double vision, drowsy (synthetic)"})
    camera.press("follow_up.record")
    take("follow-up-progression")
    fill(camera, {"follow_up.secret": DEMO_SECRET, "follow_up.sign": ""})
    take("follow-up-progressed")
    dying = part(camera, DYING)
    dying.show(tab="record")
    camera.press("record.death_button")
    _day(camera, "ending.on", back=1)
    fill(camera, {"ending.words": "at home, told by the family (synthetic)"})
    take("death")
    camera.press("ending.preview_button")
    take("death-preview")
    text = camera.find("ending.preview")
    if isinstance(text, QPlainTextEdit):
        bar = text.verticalScrollBar()
        bar.setValue(bar.maximum())
    take("death-preview-end")
    camera.press("ending.confirm_button")
    dying.show(tab="follow_up")
    take("death-cancelled")
    part(camera, DEAD).show(tab="follow_up")
    take("survival")
    large(camera)
    take("survival-large")
    small(camera)
