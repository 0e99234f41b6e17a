"""Files of a synthetic machine beside a course: the list, one file to link, one to take over."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.machine_files import FileRead, Reading
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.site import SiteState
from ltm_desktop.exchange.dicom_rt.files import DicomFiles
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.fractions.beside import Beside
from ltm_desktop.ui.panels.fractions.filing import FilesRead
from ltm_desktop.ui.panels.fractions.form_files import FilesSide
from tests.app.imports import ZONE
from tests.builders import PATIENT, PHYSICIAN, THERAPIST
from tests.course_builders import link
from tests.domain.fraction_steps import treated
from tests.exchange.dicom.records import BeamSpec, plan, record, uid
from tests.gallery.frame import Entry
from tests.stories import Story


@dataclass(frozen=True)
class _Desk:
    """A desk at which somebody looks, and nothing is written."""

    story: Story
    who: PersonId

    @property
    def clock(self) -> Any:
        return SimpleNamespace(now=lambda: self.story.now)

    @property
    def treatment_files(self) -> Callable[[], DicomFiles]:
        return DicomFiles

    def act(self) -> Act:
        return self.story.act(self.who)

    def active(self) -> ActiveProtocol | None:
        return self.story.protocol

    def site(self) -> SiteState:
        return self.story.site

    def chart(self, _: PatientId) -> Chart:
        return self.story.chart


def _record(number: int, day: str, **changes: Any) -> bytes:
    told: dict[str, Any] = {"beams": (BeamSpec(fraction=number),), "day": f"202603{day}"}
    return record(uid=uid(100 + number), **(told | changes))


def _side(say: Words, who: PersonId = THERAPIST) -> FilesSide:
    """Three fractions in the log, the first linked; five files read."""
    story = treated(3).does(link("rt-1-2026-03-16 09:00", "RV-77"), THERAPIST)
    door = DicomFiles()
    whole = {
        "RT.20260317.0002.dcm": _record(2, "17", machine="linac"),
        "RT.20260318.0003.dcm": _record(3, "18", doses=((1, "PTV1", "1.20"),)),
        "RT.20260319.0004.dcm": _record(4, "19"),
        "RP.example.dcm": plan(),
    }
    files = [FileRead(name, door.read_any(raw, ZONE)) for name, raw in whole.items()]
    other = door.read_any(_record(9, "19", patient="H-000009"), ZONE)
    files += [
        FileRead("RT.other.dcm", other),
        FileRead("RT.damaged.dcm", None, (stop("dicom.damaged"),)),
    ]
    desk: Any = _Desk(story.at("2026-03-19 16:00"), who)
    context = Context(desk, say, Notices())
    kept = FilesRead(Reading(tuple(files), 3))
    side = FilesSide(Beside(context, PATIENT, lambda *_: None, lambda _: None, lambda: None, kept))
    side.list.choose_button.setFocus()
    return side


def _looked(number: str, who: PersonId = THERAPIST) -> Callable[[Words], QWidget]:
    def make(say: Words) -> QWidget:
        side = _side(say, who)
        side._presenter.look_at(number)
        return side

    return make


ENTRIES = [
    Entry("fractions-files", _side, (456,), 860),
    Entry("fractions-file-link", _looked(uid(103)), (456,), 700),
    Entry("fractions-file-take", _looked(uid(104)), (456,), 700),
    Entry("fractions-file-plan", _looked("1.2.826.0.1.3680043.8.498.1", PHYSICIAN), (456,), 600),
]
