"""Signing in and the lock screen."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.ui.panels.signin import lock_panel, unusable
from ltm_desktop.ui.panels.signin.panel import DemoPeople, Door, build
from ltm_desktop.ui.panels.signin.view import CredentialsCard
from tests.gallery.frame import Entry

_PEOPLE = DemoPeople(("admin", "nurse.a", "nurse.b", "physician.p", "physician.q"), "合成口令")


def _nobody(_person: str, _secret: str) -> Desk:
    raise LookupError


def _sign_in(kind: str, demo: DemoPeople | None = None) -> Entry:
    def make(say: Words) -> QWidget:
        door = Door("D01", kind, _nobody, demo)
        return build(
            door,
            say,
            opened=lambda _: None,
            language_wanted=lambda _: None,
            emergency_wanted=lambda: None,
        )

    return Entry(f"signin-{kind}", make, (1366, 900), 680)


class _Session:
    person = PersonId("nurse.a")

    def unlock(self, secret: str) -> None: ...

    def switch(self, person: PersonId, secret: str) -> None: ...


def _lock(say: Words) -> QWidget:
    return lock_panel.build(
        _Session(),
        say,
        name="Ann Demo 演示安",
        mark="",
        unlocked=lambda: None,
        switched=lambda: None,
        emergency_wanted=lambda: None,
    )


def _waiting(say: Words) -> QWidget:
    card = CredentialsCard(say, say("Locked"), say("Unlock"), topic="signin", person="nurse.a")
    card.show_wait(16)
    card._countdown.stop()
    return card


def _unusable(say: Words) -> QWidget:
    sentence = say("Nothing in the folder was changed.")
    return unusable.build(say, sentence, emergency_wanted=lambda: None)


ENTRIES = [
    _sign_in("demo", _PEOPLE),
    _sign_in("live"),
    Entry("signin-lock", _lock, (1366, 900), 600),
    Entry("signin-wait", _waiting, (440,)),
    Entry("signin-unusable", _unusable, (1366,), 600),
]
