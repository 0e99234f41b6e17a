"""The demo site: every state of treatment on any day of any week, and nothing in the future."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ltm_desktop.app.demo import build
from ltm_desktop.app.demo.cast import ADMINISTRATOR, DEMO_SECRET, ZONE
from ltm_desktop.app.demo.command import make_or_open
from ltm_desktop.app.demo.one_dose import record_one_dose
from ltm_desktop.app.demo.roster import PARTS, End, Part
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.issuing import Issuing
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import row_state
from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.fractions import SessionOutcome
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import Status
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import ItemKind, ItemState
from tests.app.clinic import cheap_secrets

SETTLED = frozenset(
    {ItemState.GIVEN_IN_WINDOW, ItemState.GIVEN_EARLY, ItemState.GIVEN_LATE, ItemState.DELIVERED}
)
WAITING = frozenset(
    {ItemState.OVERDUE, ItemState.DUE_TODAY, ItemState.OPEN, ItemState.HELD, ItemState.PLANNED}
)
# The week of National Day: seven public holidays in China with a Saturday and a Sunday.
DAYS = (
    "2026-10-01T12:00",
    "2026-10-02T08:30",
    "2026-10-03T23:50",
    "2026-10-04T10:30",
    "2026-10-05T06:00",
    "2026-10-06T18:30",
    "2026-10-07T00:20",
)


def first(wanted: Callable[[Part], bool]) -> tuple[int, Part]:
    """Return the first part that fits, with its number."""
    return next((number, part) for number, part in enumerate(PARTS, 1) if wanted(part))


# one part for each state that the program promises
CHOSEN = (
    first(lambda part: part.end is End.SCREENING),
    first(lambda part: part.end is End.DUE_AGAIN and part.stops_after < 4),
    first(lambda part: part.end is End.HELD),
    first(lambda part: part.end is End.OVERDUE),
    first(lambda part: part.trouble == "rt_break" and part.days_ago < 30),
    first(lambda part: part.days_ago > 55 and part.arm == "B"),
    first(lambda part: part.end is End.WITHDRAWN),
    first(lambda part: part.end is End.DIED),
    first(lambda part: part.stands is DoseStep.PLANNED),
    first(lambda part: part.stands is DoseStep.STARTED),
    first(lambda part: part.stands is DoseStep.TOLD),
)
PROTEIN = ("csf_protein", Specimen.CSF_LUMBAR)
DISEASE_WORSE = "progressive_disease"
NOT_ORDERED = [f"D01-{n:03d} IND-1" for n, part in CHOSEN if part.stands is DoseStep.PLANNED]


@dataclass
class Seen:
    """What a demo shows on its day."""

    states: set[ItemState]
    statuses: set[Status]
    overdue: set[str]
    completed: int
    interrupted: int


def look(desk: Desk) -> Seen:
    """Read a demo the way the lists do."""
    today = desk.clock.now().date()
    seen = Seen(set(), set(), set(), 0, 0)
    for patient in desk.store.patients():
        rows = desk.store.rows(patient.patient_id)
        assert rows is not None
        states = [row_state(row, today) for row in rows.items]
        seen.states.update(states)
        seen.statuses.add(Status(patient.status))
        seen.completed += bool(states) and set(states) <= SETTLED
        if ItemState.OVERDUE in states:
            seen.overdue.add(patient.subject_id)
        course = desk.chart(PatientId(patient.patient_id)).course
        missed = [s for s in course.sessions if s.outcome is SessionOutcome.NOT_TREATED]
        seen.interrupted += bool(missed) and ItemState.PLANNED in states
    return seen


def due_without_order(desk: Desk) -> list[str]:
    """Return whose next dose is due today and has no order yet for the nurse to check."""
    today = desk.clock.now().date()
    found: list[str] = []
    for patient in desk.store.patients():
        rows, chart = desk.store.rows(patient.patient_id), desk.chart(PatientId(patient.patient_id))
        assert rows is not None
        doses = [row for row in rows.items if row.kind == ItemKind.DOSE.value]
        waiting = [row for row in doses if row_state(row, today) in WAITING]
        due = [row.code for row in waiting[:1] if row_state(row, today) is ItemState.DUE_TODAY]
        found += [f"{patient.subject_id} {code}" for code in due if code not in chart.dosing.orders]
    return found


def running(desk: Desk) -> int:
    """Return how many injections are in progress."""
    everyone = (desk.store.rows(one.patient_id) for one in desk.store.patients())
    return sum(bool(row.in_progress_since) for rows in everyone if rows for row in rows.items)


@pytest.mark.parametrize("now", DAYS)
def test_every_state_is_shown_whatever_day_today_is(
    now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # papers are tried elsewhere; without them a demo is made in a few seconds
    monkeypatch.setattr(Issuing, "maker", lambda *_: None)
    monkeypatch.setattr(build, "parts", lambda _: CHOSEN)
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(ZONE))
    with cheap_secrets():
        desk = build.build_demo(
            House(),
            tmp_path / "site",
            patients=len(CHOSEN),
            now=moment,
            say=Words(),
            progress=lambda _: None,
        )
    seen = look(desk)
    wanted = {ItemState.DUE_TODAY, ItemState.HELD, ItemState.OVERDUE, ItemState.PLANNED}
    assert wanted <= seen.states
    assert seen.statuses == set(Status)
    assert seen.completed == 1
    assert seen.interrupted == 1
    # nobody due waits for an order but the one whose story says so
    assert due_without_order(desk) == NOT_ORDERED
    assert running(desk) == 1
    # nobody is overdue but the one whose story says so
    late = {f"D01-{number:03d}" for number, part in CHOSEN if part.end is End.OVERDUE}
    assert seen.overdue == late
    recorded = [datetime.fromisoformat(one.entry.recorded_at) for one in desk.store.entries()]
    assert max(recorded) <= moment
    assert recorded == sorted(recorded)
    assert verify_site(desk.store).intact
    desk.close()


def test_the_whole_cast_plays_and_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Issuing, "maker", lambda *_: None)
    moment = datetime(2026, 11, 22, 15, 0, tzinfo=ZoneInfo(ZONE))
    with cheap_secrets():
        desk = build.build_demo(
            House(),
            tmp_path / "site",
            patients=len(PARTS),
            now=moment,
            say=Words(),
            progress=lambda _: None,
        )
    seen = look(desk)
    late = {f"D01-{n:03d}" for n, part in enumerate(PARTS, 1) if part.end is End.OVERDUE}
    assert seen.overdue == late
    assert seen.completed >= 3
    assert seen.interrupted >= 1
    assert desk.store.patient_count() == len(PARTS) == 30
    same = [one.patient for one in desk.worklists.patients() if one.same_name]
    assert len(same) >= 2
    check_what_followed(desk)
    desk.close()


def check_what_followed(desk: Desk) -> None:
    """Check that the cast has what the pages after the doses show."""
    charts = [desk.chart(PatientId(one.patient_id)) for one in desk.store.patients()]
    events = [one for chart in charts for one in chart.adverse_events.standing()]
    assert {one.worst for one in events} == {Grade.ONE, Grade.TWO, Grade.THREE}
    judgements = [one.judged.told.judgement for one in events if one.judged]
    assert any(one.action_it == "held" for one in judgements)
    cases = [one for chart in charts for one in chart.serious.cases.values()]
    assert {one.closed is None for one in cases} == {True, False}
    assert all(one.awareness and one.notices and one.reports for one in cases)
    found = {one.overall for chart in charts for one in chart.response.later}
    assert found == {"obvious_response", "partial_response", "stable_disease", DISEASE_WORSE}
    assert sum(chart.response.baseline is not None for chart in charts) >= 8
    assert any(chart.follow_up.progressions for chart in charts)
    assert sum(bool(chart.follow_up.contacts) for chart in charts) >= 5
    assert any(chart.follow_up.therapies for chart in charts)
    assert {one.value.unit for chart in charts for one in chart.labs.of(*PROTEIN)} == {Unit.G_PER_L}


@pytest.mark.parametrize("now", ["2026-10-04T10:30", "2026-10-07T00:01", "2026-11-23T23:59"])
def test_one_dose_is_recorded_and_printed_on_any_day(
    now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "parts", lambda _: ())
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(ZONE))
    clock = SetClock(ZONE, moment)
    house = House(lambda _: clock)
    with cheap_secrets():
        build.build_demo(
            house,
            tmp_path / "site",
            patients=1,
            now=moment,
            say=Words(),
            progress=lambda _: None,
        ).close()
    desk = house.open_site(tmp_path / "site", ADMINISTRATOR, DEMO_SECRET)
    printed = [record_one_dose(desk, Words()) for _ in range(2)]
    assert printed[0].patient != printed[1].patient
    assert all(one.pdf.startswith(b"%PDF-") for one in printed)
    assert verify_site(desk.store).intact
    desk.close()


def test_a_second_run_in_the_same_folder_finds_the_site_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new" / "演示 site"
    argv = ["demo", str(folder), "--patients", "1", "--no-window"]
    with cheap_secrets():
        assert verbs.run(argv, House()) == 0
    first_run = capsys.readouterr().out
    assert "Demo site made:" in first_run
    assert DEMO_SECRET in first_run
    assert verbs.run(["--language", "zh_CN", *argv], House()) == 0
    second_run = capsys.readouterr().out
    assert "演示中心已存在" in second_run
    papers = sorted(folder.parent.glob("*.pdf"))
    assert len(papers) == 2
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == [folder.name]
    for paper in papers:
        assert verbs.run(["verify", str(paper), "--site", str(folder)], House()) == 0
    assert verbs.run(["verify", str(folder)], House()) == 0


def test_a_demo_that_breaks_off_leaves_no_half_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"

    def interrupted(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Issuing, "maker", lambda *_: None)
    with cheap_secrets(), pytest.raises(KeyboardInterrupt):
        make_or_open(House(), folder, 1, Words(), lambda _: None, interrupted)
    assert list(tmp_path.iterdir()) == []
