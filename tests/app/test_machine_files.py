"""Several files of the machine at one go: what each is, and what is missing on either side."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.course_import import SessionProposal
from ltm_desktop.app.machine_files import (
    ChartNow,
    FileBeside,
    FileRead,
    Reading,
    lay_beside,
    not_logged,
    read_files,
    read_of,
)
from ltm_desktop.app.plan_import import CourseProposal
from ltm_desktop.domain.fractions import LinkSession, SessionOutcome
from ltm_desktop.exchange.dicom_rt.files import DicomFiles
from tests.app.imports import ZONE
from tests.builders import PATIENT, THERAPIST
from tests.course_builders import session
from tests.domain.fraction_steps import treated
from tests.exchange.dicom.records import BeamSpec, plan, record, uid
from tests.stories import Story, irradiated


def stored(folder: Path, **files: bytes) -> list[Path]:
    """Write files and return them in the order they were named."""
    paths = [folder / name for name in files]
    for path, raw in zip(paths, files.values(), strict=True):
        path.write_bytes(raw)
    return paths


def read(paths: list[Path]) -> Reading:
    found = read_files(DicomFiles(), paths, ZONE)
    assert found is not None
    return found


def laid(story: Story, *raw: bytes, volumes: Any = None) -> tuple[FileBeside, ...]:
    """Lay files beside the chart of a story."""
    door = DicomFiles()
    files = [FileRead(f"{n}.dcm", door.read_any(one, ZONE)) for n, one in enumerate(raw)]
    assert story.protocol is not None
    now = ChartNow(story.chart, story.protocol, story.site.people, story.act(THERAPIST))
    return lay_beside(files, now, volumes or {})


def codes(one: FileBeside | FileRead) -> list[str]:
    return [alert.code for alert in one.refused]


def second(number: int, **changes: Any) -> bytes:
    """Return the record of the second fraction, on its day."""
    beams = changes.pop("beams", (BeamSpec(fraction=2),))
    return record(uid=uid(number), day="20260317", beams=beams, **changes)


def test_each_chosen_file_is_read_or_told_why_not(tmp_path: Path) -> None:
    paths = stored(tmp_path, a=record(), b=plan(), c=b"no file of a machine", d=record()[:900])
    found = read([*paths, tmp_path / "gone"])
    assert [one.found is not None for one in found.files] == [True, True, False, False, False]
    assert [codes(one) for one in found.files[2:]] == [
        ["dicom.not_dicom"],
        ["dicom.damaged"],
        ["dicom.unreadable"],
    ]
    assert (found.others, found.left) == (0, 0)


def test_of_a_folder_only_plans_and_records_are_listed_and_the_rest_is_counted(
    tmp_path: Path,
) -> None:
    inner = tmp_path / "course" / "week 1"
    inner.mkdir(parents=True)
    stored(inner, b=record(), a=record()[:900])
    stored(tmp_path, picture=b"\x89PNG", note=b"words")
    found = read([tmp_path])
    assert [one.name for one in found.files] == ["a", "b"]
    assert codes(found.files[0]) == ["dicom.damaged"]
    assert found.others == 2


def test_a_folder_of_thousands_is_read_to_a_limit_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ltm_desktop.app.machine_files.MOST_FILES", 2)
    stored(tmp_path, a=record(), b=b"", c=b"")
    found = read([tmp_path])
    assert (len(found.files), found.others, found.left) == (1, 1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name in a folder there")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    stored(tmp_path, a=record())
    found = read([tmp_path])
    assert ([one.name for one in found.files], found.others) == (["a"], 1)
    (chosen,) = read([pipe]).files
    assert codes(chosen) == ["dicom.unreadable"]


def test_a_record_chosen_twice_counts_once() -> None:
    one, two = laid(treated(1), second(7), second(7))
    assert isinstance(one.proposal, SessionProposal)
    assert two.proposal is None
    assert codes(two) == ["dicom.uid_repeated"]


def test_a_strangers_file_with_the_same_uid_is_a_strangers_and_takes_nothing_away() -> None:
    stranger, own = laid(treated(1), second(7, patient="H-000009"), second(7))
    assert codes(stranger) == ["dicom.other_patient"]
    assert own.proposal is not None


def test_files_of_others_and_records_used_before_propose_nothing() -> None:
    story = treated(1)
    told = story.chart.course.of(1)[0].record
    story = story.does(LinkSession(PATIENT, told, "RV-1", uid(1)), THERAPIST)
    others, used = laid(story, second(7, patient="H-000009"), record())
    assert codes(others) == ["dicom.other_patient"]
    assert codes(used) == ["dicom.uid_known"]


def test_a_plan_is_laid_beside_the_order() -> None:
    (one,) = laid(treated(1), plan())
    assert isinstance(one.proposal, CourseProposal)


def test_what_is_only_at_the_machine_and_what_waits_for_a_link_are_kept_apart() -> None:
    story = treated(1).at("2026-03-17 10:00")
    found = laid(story, second(7), record())
    assert [one.found.fraction for one in not_logged(found)] == [2]
    assert list(read_of(found)) == [story.chart.course.of(1)[0].record]


def test_the_rest_of_a_linked_fraction_is_listed_as_not_in_the_log() -> None:
    story = irradiated().at("2026-03-16 16:00")
    part = session(1, "2026-03-16 09:00", SessionOutcome.PARTIAL, "1.20")
    story = story.does(part, THERAPIST)
    story = story.does(LinkSession(PATIENT, part.record, "RV-1", uid(1)), THERAPIST)
    found = laid(story, record(uid=uid(2), clock="150000", doses=((1, "PTV1", "0.80"),)))
    assert [one.found.uid for one in not_logged(found)] == [uid(2)]
    assert read_of(found) == {}


def test_a_session_where_nothing_was_delivered_is_not_missing_in_the_log() -> None:
    story = treated(1).at("2026-03-17 10:00")
    beams = (BeamSpec(fraction=2, delivered="0", termination="MACHINE"),)
    assert not_logged(laid(story, second(7, beams=beams, doses=()))) == ()


def test_a_volume_that_a_person_named_is_taken_for_that_file_only() -> None:
    story = treated(1).at("2026-03-17 10:00")
    raw = second(7, doses=((1, "BRAIN", "2.00"), (2, "EYE", "0.10")))
    (before,), (after,) = laid(story, raw), laid(story, raw, volumes={uid(7): {"1": "PTV1"}})
    assert isinstance(before.proposal, SessionProposal)
    assert isinstance(after.proposal, SessionProposal)
    assert before.proposal.command is not None
    assert getattr(before.proposal.command, "delivered", None) == ()
    assert [one.volume for one in getattr(after.proposal.command, "delivered", ())] == ["PTV1"]
