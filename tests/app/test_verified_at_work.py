"""Verification accuses nobody who is at work, and agrees with opening about what is missing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.verdicts import of_site
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.errors import ChainBroken, Unavailable
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ledger.entries import Head, SealedEntry
from tests import builders
from tests.app.clinic import SECRET, Clinic
from tests.builders import MONITOR, PHYSICIAN, RESEARCH_NURSE


class Interrupted:
    """A store in which somebody works, through another desk, at every step of a reader."""

    def __init__(self, store: Any, work: Iterator[object]) -> None:
        self._store = store
        self._work = work

    def __getattr__(self, name: str) -> Any:
        next(self._work, None)
        return getattr(self._store, name)


def a_busy_morning(clinic: Clinic) -> Iterator[object]:
    """Order, check and give doses and enrol a patient, one act at a time."""
    yield None
    yield clinic.assesses()
    yield clinic.does(PHYSICIAN, builders.order())
    yield clinic.gives("IND-1", "2026-03-02")
    yield clinic.does(
        RESEARCH_NURSE,
        builders.enrol(
            patient=PatientId("pat-0002"),
            identity=builders.identity(subject_id="EX1-002", hospital_number="H-2"),
        ),
    )
    yield clinic.assesses("IND-2")
    yield clinic.does(PHYSICIAN, builders.order("IND-2"))
    yield clinic.gives("IND-2", "2026-03-05")


@pytest.mark.parametrize("since", range(0, 60, 7))
def test_a_site_is_whole_while_people_work_in_it(clinic: Clinic, since: int) -> None:
    reader = House().open_site(clinic.path, MONITOR, SECRET, read_only=True, check=False)
    work = a_busy_morning(clinic)

    def later() -> Iterator[object]:
        for _ in range(since):
            yield None
        yield from work

    try:
        found = verify_site(Interrupted(reader.store, later()))
    finally:
        reader.close()
    assert found.problems == ()
    for _ in work:
        pass
    assert verify_site(clinic.desk.store).problems == ()


def test_entries_written_meanwhile_are_left_to_the_next_verification(clinic: Clinic) -> None:
    before = clinic.assesses().desk.store.head()
    seen: list[int] = []

    def work(done: int, _total: int) -> None:
        if not seen:
            clinic.does(PHYSICIAN, builders.order())
        seen.append(done)

    found = verify_site(clinic.desk.store, progress=work)
    assert (found.head, found.problems, found.entries) == (before, (), before.seq)


@pytest.mark.parametrize("lines", [0, 1])
def test_verification_and_opening_agree_about_a_witness_that_is_too_old(
    site_copy: Path, lines: int
) -> None:
    heads = site_copy / "heads"
    heads.write_bytes(b"".join(heads.read_bytes().splitlines(keepends=True)[:lines]))
    with pytest.raises(ChainBroken, match=rf"ledger\.heads_behind at entry {lines + 1}"):
        House().open_site(site_copy, "monitor.m", DEMO_SECRET, read_only=True)
    desk = House().open_site(site_copy, "monitor.m", DEMO_SECRET, read_only=True, check=False)
    (problem,) = verify_site(desk.store).problems
    desk.close()
    assert (problem.code, problem.seq) == ("ledger.heads_behind", lines + 1)


@pytest.mark.parametrize(
    ("name", "told", "other"),
    [
        ("id", "EX1", "EX2"),
        ("kind", "demo", "live"),
        ("zone", "Asia/Shanghai", "Europe/Berlin"),
        ("country", "CN", "DE"),
    ],
)
def test_a_site_toml_that_tells_another_site_is_not_opened_and_is_found(
    clinic: Clinic, name: str, told: str, other: str
) -> None:
    clinic.desk.close()
    file = clinic.path / "site.toml"
    line = f'{name} = "{told}"'
    assert line in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(line, f'{name} = "{other}"'), "utf-8")
    for read_only in (False, True):
        with pytest.raises(Unavailable, match=r"site\.facts_differ"):
            House().open_site(clinic.path, MONITOR, SECRET, read_only=read_only)
    desk = House().open_site(clinic.path, MONITOR, SECRET, read_only=True, check=False)
    for language in ("en", "zh_CN"):
        verdict = of_site(desk, None, Words(language), lambda *_: None)
        assert verdict.code == 1
        assert name in verdict.text
        assert "site.toml" in verdict.text
    desk.close()


def test_a_head_ahead_of_the_store_is_still_found_while_somebody_works(clinic: Clinic) -> None:
    with (clinic.path / "heads").open("a") as file:
        file.write(Head(clinic.desk.store.log, 99, "0" * 64).to_line() + "\n")
    codes = [problem.code for problem in verify_site(clinic.desk.store).problems]
    assert codes == ["ledger.tail_cut"]


def test_versions_of_streams_are_asked_once_and_never_after_they_moved(clinic: Clinic) -> None:
    reader = House().open_site(clinic.path, MONITOR, SECRET, read_only=True, check=False)
    store, stream = clinic.assesses().desk.store, builders.PATIENT
    for _ in range(3):
        sealed: SealedEntry = clinic.does(PHYSICIAN, builders.order()).sealed
        assert store.stream_version(stream) == reader.store.stream_version(stream) == sealed.seq
        assert store.stream_version(stream) == sealed.seq
    reader.close()
