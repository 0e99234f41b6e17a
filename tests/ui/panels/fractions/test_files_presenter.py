"""Files of the machine in words, without a window: what was read, compared, linked."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.fractions import PrescribeRadiotherapy, RecordFraction, SessionLinked
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.files_presenter import FilesPresenter
from ltm_desktop.ui.panels.fractions.filing import FileShown, FilesRead, FilesShown
from tests.demo_site import OpenAs
from tests.exchange.dicom.records import uid
from tests.ui.panels.fractions.machine import Machine
from tests.ui.panels.fractions.people import at_once, find, next_morning


@dataclass
class Seen:
    """A view that remembers what it was shown."""

    files: FilesShown | None = None
    file: FileShown | None = None
    volumes: tuple[Option, ...] = ()
    named: dict[str, str] = field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()
    busy: list[bool] = field(default_factory=list)

    def show_files(self, shown: FilesShown) -> None:
        self.files, self.file = shown, None

    def show_file(
        self, shown: FileShown, volumes: tuple[Option, ...], named: dict[str, str]
    ) -> None:
        self.file, self.volumes, self.named = shown, volumes, named

    def show_reading(self, words: str, _done: int = 0, _total: int = 0) -> None:
        self.busy.append(bool(words))

    def show_linking(self, *, busy: bool) -> None:
        self.busy.append(busy)

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        self.alerts = alerts


@dataclass
class Room:
    """Somebody's desk with the files of one patient open."""

    machine: Machine
    seen: Seen
    presenter: FilesPresenter
    linked: list[Recorded]

    def read(self, *paths: Path) -> FilesShown:
        self.presenter.read(paths)
        assert self.seen.files is not None
        return self.seen.files

    def look(self, uid_: str) -> FileShown:
        self.presenter.look_at(uid_)
        assert self.seen.file is not None
        return self.seen.file


def open_room(desk: Desk, folder: Path) -> Room:
    next_morning(desk)
    patient, seen, linked = find(desk, "Alpha"), Seen(), list[Recorded]()
    presenter = FilesPresenter(
        desk, patient, seen, at_once, Words("en"), FilesRead(), linked.append
    )
    presenter.open()
    stick = folder / "stick"
    stick.mkdir()
    return Room(Machine(desk, patient, stick), seen, presenter, linked)


@pytest.fixture
def room(open_as: OpenAs, tmp_path: Path) -> Room:
    return open_room(open_as("therapist.d"), tmp_path)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_before_anything_is_read_the_sessions_without_a_record_are_listed(room: Room) -> None:
    assert room.seen.files is not None
    assert room.seen.files.lines == ()
    open_ones = [one for one in room.machine.sessions() if not one.uid]
    assert len(room.seen.files.not_read) == len(open_ones)
    assert plain(room.seen.files.not_read[0]).startswith("Fraction 1, ")


def test_every_file_says_how_it_stands_to_the_log(room: Room) -> None:
    machine = room.machine
    first = machine.sessions()[0]
    dose = str(first.delivered[0].dose.value)
    shown = room.read(
        machine.of("same.dcm", first, dose, clock=""),
        machine.next("new.dcm"),
        machine.tells("other.dcm", 1, first.at, patient="H-999999"),
        machine.write("bad.dcm", b"not of a machine"),
    )
    assert room.seen.busy == [True, False]
    words = {one.name: plain(one.standing) for one in shown.lines}
    assert words["new.dcm"] == "Not in the log"
    assert words["other.dcm"].startswith("The file belongs to another patient: its number is H-9")
    assert words["bad.dcm"].startswith("The file is not a DICOM file.")
    assert [one.uid != "" for one in shown.lines][1:] == [True, False, False]
    assert len(shown.not_logged) == 1


def test_a_record_that_differs_is_linked_only_with_words_and_then_known(room: Room) -> None:
    session = room.machine.sessions()[0]
    before = len(room.seen.files.not_read) if room.seen.files else 0
    shown = room.read(room.machine.of("a.dcm", session, "1.50"))
    assert "differs in delivered dose" in shown.lines[0].standing
    assert len(shown.not_read) == before - 1
    file = room.look(uid(101))
    (dose,) = [row for row in file.rows if row.what == "Dose (PTV1)"]
    assert (plain(dose.filed), dose.agreement, dose.tone) == ("1.5 Gy", "Differs", "caution")
    room.presenter.link("RV-1", "")
    assert [one.code for one in room.seen.alerts] == ["fractions.difference_needs_words"]
    room.presenter.link("RV-1", "The machine counts otherwise (example)")
    (event,) = room.linked[0].events
    assert isinstance(event, SessionLinked)
    assert (event.record, event.rv_id, event.uid) == (session.record, "RV-1", uid(101))
    assert "dose" in event.differs
    assert room.seen.file is None
    assert room.seen.files is not None
    assert room.seen.files.lines[0].standing.startswith("This record was taken over or linked")
    assert "The machine counts otherwise (example)" in room.seen.files.differing[-1]


def test_what_was_not_compared_is_never_called_the_same(room: Room) -> None:
    session = room.machine.sessions()[0]
    dose = str(session.delivered[0].dose.value)
    more = ((1, "PTV1", dose), (2, "PTV2", "1.50"))
    (line,) = room.read(room.machine.of("more.dcm", session, doses=more)).lines
    assert "differs in delivered dose" in line.standing
    file = room.look(line.uid)
    (row,) = [row for row in file.rows if row.what == "Dose (PTV2)"]
    assert (plain(row.filed), row.agreement, row.tone) == ("1.5 Gy", "Not in the log", "caution")
    (line,) = room.read(room.machine.of("none.dcm", session, doses=())).lines
    assert line.standing.endswith("No dose was compared.")
    assert room.look(line.uid).notice.words.endswith("No dose was compared.")


def test_a_record_that_is_not_in_the_log_fills_the_form_and_writes_nothing(room: Room) -> None:
    head = room.machine.desk.store.head().seq
    number = max(room.machine.desk.chart(room.machine.patient).course.started()) + 1
    room.read(room.machine.next("new.dcm"))
    file = room.look(uid(100 + number))
    assert {row.logged for row in file.rows if row.what in ("Fraction", "Date")} == {"nothing"}
    taken = room.presenter.taken()
    assert isinstance(taken, RecordFraction)
    assert (taken.fraction, taken.uid) == (number, uid(100 + number))
    assert room.machine.desk.store.head().seq == head
    assert room.linked == []


def test_a_dose_that_no_name_ties_to_a_volume_is_named_by_a_person(room: Room) -> None:
    doses = ((1, "BRAIN", "2.00"), (2, "EYE", "0.10"))
    number = max(room.machine.desk.chart(room.machine.patient).course.started()) + 1
    room.read(room.machine.next("new.dcm", doses=doses))
    file = room.look(uid(100 + number))
    assert [one.words for one in file.unknown] == ["BRAIN", "EYE"]
    assert [one.code for one in room.seen.volumes] == ["PTV1"]
    room.presenter.name_volume("1", "PTV1")
    assert room.seen.named == {"1": "PTV1"}
    taken = room.presenter.taken()
    assert isinstance(taken, RecordFraction)
    assert [(one.volume, str(one.dose.value)) for one in taken.delivered] == [("PTV1", "2")]
    room.presenter.name_volume("1", "")
    taken = room.presenter.taken()
    assert isinstance(taken, RecordFraction)
    assert taken.delivered == ()


def test_a_therapist_reads_a_plan_and_is_told_that_a_physician_prescribes(room: Room) -> None:
    (line,) = room.read(room.machine.plans("plan.dcm")).lines
    assert line.standing == "A plan: compare it with the order."
    file = room.look(line.uid)
    assert file.command is None
    assert file.notice.words.startswith("A physician prescribes")
    assert room.presenter.taken() is None


def test_a_physician_takes_a_plan_into_the_order(open_as: OpenAs, tmp_path: Path) -> None:
    room = open_room(open_as("physician.p"), tmp_path)
    (line,) = room.read(room.machine.plans("plan.dcm")).lines
    room.look(line.uid)
    taken = room.presenter.taken()
    assert isinstance(taken, PrescribeRadiotherapy)
    assert taken.fractions == 20


def test_a_folder_says_what_was_left_out_of_it(room: Room) -> None:
    room.machine.next("new.dcm")
    room.machine.write("picture.png", b"\x89PNG")
    shown = room.read(room.machine.folder)
    assert [one.name for one in shown.lines] == ["new.dcm"]
    assert shown.notes == ("1 other file of the folder is neither a plan nor a treatment record.",)


def test_nothing_chosen_reads_nothing(room: Room) -> None:
    room.presenter.read([])
    assert room.seen.busy == []
