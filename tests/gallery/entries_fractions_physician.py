"""What physicians and physicists do about a synthetic course: each form beside it."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.fractions.beside import Beside
from ltm_desktop.ui.panels.fractions.form_check import CheckSide
from ltm_desktop.ui.panels.fractions.form_compensation import CompensationSide
from ltm_desktop.ui.panels.fractions.form_log import LogSide
from ltm_desktop.ui.panels.fractions.form_shortfall import ShortfallSide
from tests.builders import PATIENT, PHYSICIAN, THERAPIST
from tests.course_builders import course_check, link, session, shortfall
from tests.domain.fraction_steps import PARTIAL, treated
from tests.gallery.frame import Entry
from tests.stories import Story

_FIRST, _SHORT = "rt-1-2026-03-16 09:00", "2026-03-18 09:00"


def _story() -> Story:
    """Two fractions whole, the third short and decided about, the fourth short again."""
    story = treated(2).at(_SHORT).does(session(3, _SHORT, PARTIAL, "1.20"), THERAPIST)
    story = story.does(shortfall(3), PHYSICIAN).does(link(_FIRST, "RV-77"), THERAPIST)
    fourth = "2026-03-19 09:00"
    told = session(4, fourth, PARTIAL, "1.50", rv_id="RV-80")
    return story.at(fourth).does(told, THERAPIST).at("2026-03-20 16:00")


@dataclass(frozen=True)
class _Desk:
    """A desk at which somebody looks and proposes, and nothing is written."""

    story: Story

    @property
    def clock(self) -> Any:
        return SimpleNamespace(now=lambda: self.story.now)

    @property
    def store(self) -> Any:
        return SimpleNamespace(paper=lambda _sha256: b"")

    @property
    def ids(self) -> Any:
        return SimpleNamespace(new=lambda kind: f"{kind}-1")

    def act(self) -> Act:
        return self.story.act(PHYSICIAN)

    def active(self) -> ActiveProtocol | None:
        return self.story.protocol

    def site(self) -> SiteState:
        return self.story.site

    def chart(self, _: PatientId) -> Chart:
        return self.story.chart

    def propose(self, command: Command, _: Words) -> Any:
        return SimpleNamespace(events=self.story.decides(command, PHYSICIAN))


def _room(say: Words, story: Story | None = None) -> Beside:
    desk: Any = _Desk(story or _story())
    context = Context(desk, say, Notices())
    return Beside(context, PATIENT, lambda *_: None, lambda _: None, lambda: None)


def _short(say: Words) -> QWidget:
    side = ShortfallSide(_room(say))
    side.fraction.set_value("4")
    side.review()
    return side


def _compensation(say: Words) -> QWidget:
    side = CompensationSide(_room(say))
    side.method.button("weekend").click()
    side.days.box("2026-03-21").click()
    return side


def _check(say: Words) -> QWidget:
    side = CheckSide(_room(say))
    side.found.box("doses_match").click()
    return side


def _to_come(say: Words) -> QWidget:
    side = CheckSide(_room(say))
    side.through.set_value(date(2026, 3, 27))
    return side


def _link(say: Words) -> QWidget:
    side = CheckSide(_room(say))
    side._compare(side._sessions(side.room.context.desk.act().today)[-1])
    form = side.link_form
    assert form is not None
    form.differs.box("monitor_units").click()
    form.link()
    return side


def _log(say: Words) -> QWidget:
    checked = _story().does(course_check("2026-03-20"), PHYSICIAN, "ab" * 32)
    room = _room(say, checked)
    return LogSide(room)


ENTRIES = [
    Entry("fractions-short", _short, (456,), 460),
    Entry("fractions-compensate", _compensation, (456,), 640),
    Entry("fractions-check", _check, (456,), 900),
    Entry("fractions-check-to-come", _to_come, (456,), 640),
    Entry("fractions-link", _link, (456,), 560),
    Entry("fractions-log", _log, (456,), 460),
]
