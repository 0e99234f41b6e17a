"""The walk: who sits at the desk, which page they open, and when the shutter is pressed."""

from collections.abc import Callable
from datetime import timedelta

from installer.camera import NOW, Camera, end, hand_over, sign_in
from installer.gallery import bedside, fractions, machine, typed
from installer.gallery.names import numbered
from installer.gallery.papers import opened, picture
from installer.gallery.stage import part, scroll_down
from ltm_desktop.app.demo import scenes

PLANNED, ASSESSED, VERIFIED, PREPARED = 25, 26, 21, 13
"""Parts of the demo's roster by how far their dose of today has come."""
_LABEL_DPI = 300
Walk = Callable[[Camera], None]


def walk(camera: Camera) -> None:
    """Picture every screen, person by person."""
    front(camera)
    sign_in(camera, "physician.p")
    for person, pages in (
        ("", physician),
        ("pharmacist.c", pharmacist),
        ("nurse.a", nurse),
        ("physician.q", investigator),
        ("therapist.d", lambda one: fractions.therapist(one, lambda name: take(one, name))),
        ("", lambda one: machine.walk(one, lambda name: take(one, name))),
        ("physician.p", lambda one: fractions.physician(one, lambda name: take(one, name))),
    ):
        if person:
            hand_over(camera, person)
        pages(camera)
    end(camera)


def take(camera: Camera, name: str) -> None:
    """Write one picture under its number."""
    camera.take(numbered(name))


def front(camera: Camera) -> None:
    """Picture what can be read before anybody has signed in."""
    take(camera, "sign-in")
    camera.press("signin.emergency")
    take(camera, "emergency-page")
    camera.press("emergency.back")


def physician(camera: Camera) -> None:
    """Picture the physician's day and an order."""
    camera.shell.work.go("today")
    take(camera, "today-physician")
    ordering = part(camera, ASSESSED)
    ordering.typed(typed.ORDERED)
    ordering.show("order")
    take(camera, "order")
    ordering.play(scenes.prescribe)


def pharmacist(camera: Camera) -> None:
    """Picture the pharmacy: verify, prepare with the label, release, the products."""
    camera.shell.work.go("today")
    take(camera, "today-pharmacist")
    part(camera, ASSESSED).show("verify")
    take(camera, "verify")
    preparing = part(camera, VERIFIED)
    preparing.typed(typed.PREPARED)
    preparing.show("prepare")
    take(camera, "prepare")
    scroll_down(camera, 0.4)
    take(camera, "prepare-amount")
    print_label(camera)
    releasing = part(camera, PREPARED)
    releasing.typed({"release_to": "Ward courier (synthetic)"})
    releasing.show("release")
    take(camera, "release")
    releasing.play(scenes.release)
    camera.shell.work.go("site")
    camera.turn_to("site.tabs", 4)
    take(camera, "site-products")


def nurse(camera: Camera) -> None:
    """Picture the ward: the day, the plan, the patient, the bedside."""
    for one in (PLANNED, bedside.BY_LUMBAR):
        part(camera, one).typed(typed.ASSESSED)
    camera.shell.work.go("today")
    take(camera, "today-nurse")
    camera.shell.work.go("today:drafts")
    take(camera, "recovery-list")
    move(camera)
    part(camera, PLANNED).show(tab="labs")
    take(camera, "labs")
    part(camera, bedside.SETTLED).show(tab="reservoir")
    take(camera, "reservoir")
    assessing = part(camera, PLANNED)
    assessing.show("assess")
    take(camera, "assess")
    scroll_down(camera)
    take(camera, "assess-end")
    receiving = part(camera, PREPARED)
    made = camera.desk.chart(receiving.patient).dosing.steps_of(receiving.item.code).preparation
    name = made.prepared.preparation if made is not None else ""
    receiving.typed({"receive_preparation": name, "receive_intact": "yes"})
    receiving.show("receive")
    take(camera, "receive")
    bedside.walk(camera, lambda name: take(camera, name))


def move(camera: Camera) -> None:
    """Picture the six weeks with the form that moves a dose."""
    moving = part(camera, bedside.BY_OMMAYA)
    moving.show()
    camera.press("glance.open_move")
    camera.press(f"glance.move.{moving.item.code}")
    camera.type("glance.move_to", camera.shell.work.context.say.date(NOW + timedelta(days=1)))
    take(camera, "six-weeks-move")
    camera.press("glance.move_cancel")


def investigator(camera: Camera) -> None:
    """Picture which alerts were shown and what people did."""
    camera.shell.work.go("site")
    camera.turn_to("site.tabs", 3)
    take(camera, "site-alerts")


def print_label(camera: Camera) -> None:
    """Print the label of the preparation and picture the paper itself."""
    picture(camera, "label", opened(camera, "dosing.label_printed"), _LABEL_DPI)
