"""A clock that jumps, drifts or stands in another zone is told on the record and stops nobody."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.charts import CLOCK_DOUBTED, events_of
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.verification import verify_site
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import LockCause
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import CLOCK_STREAM, RecordId
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.reservoir import ReservoirWhat
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.domain.time_doubt import ClockConfirmed, ClockDoubted, DoubtCause
from tests import adverse_event_builders, builders
from tests.app.clinic import SECRET, copy, found
from tests.builders import NURSE, PATIENT
from tests.clocks import SettableClock
from tests.conftest import Outside

MORNING = datetime.fromisoformat("2026-03-02T08:00:00+08:00")
HOUR = timedelta(hours=1)


@dataclass
class Ward:
    path: Path
    clock: SettableClock

    def opens(self) -> Desk:
        return House(lambda _: self.clock).open_site(self.path, NURSE, SECRET)


@pytest.fixture
def ward(planned_site: Path, tmp_path: Path) -> Ward:
    return Ward(copy(planned_site, tmp_path / "site"), SettableClock(MORNING))


@pytest.fixture
def desk(ward: Ward) -> Iterator[Desk]:
    desk = ward.opens()
    yield desk
    desk.close()


def told(desk: Desk) -> list[object]:
    return [one for sealed in desk.store.entries(CLOCK_STREAM) for one in events_of(sealed.entry)]


def confirm(desk: Desk) -> None:
    desk.time.confirm(desk.clock.now(), "The time is right", "en")


def test_time_that_only_passes_is_never_doubted(ward: Ward, desk: Desk) -> None:
    for span in (timedelta(seconds=5), HOUR, timedelta(days=40)):
        ward.clock.wait(span)
        assert not desk.time.look()
    assert told(desk) == []


@pytest.mark.parametrize(
    ("jump", "cause"),
    [(timedelta(minutes=6), DoubtCause.FORWARD), (-timedelta(minutes=6), DoubtCause.BACKWARD)],
)
def test_a_jump_of_more_than_five_minutes_is_told_once_and_confirmed_by_a_person(
    ward: Ward, desk: Desk, jump: timedelta, cause: DoubtCause
) -> None:
    ward.clock.wait(HOUR)
    ward.clock.move(jump)
    assert desk.time.look()
    assert desk.time.look()
    (doubt,) = told(desk)
    assert isinstance(doubt, ClockDoubted)
    assert (doubt.cause, doubt.at) == (cause, MORNING + HOUR + jump)
    assert doubt.expected == MORNING + HOUR
    confirm(desk)
    assert isinstance(told(desk)[-1], ClockConfirmed)
    assert not desk.time.look()
    assert verify_site(desk.store).intact


def test_a_small_correction_is_no_doubt_and_a_drift_that_adds_up_is_one(
    ward: Ward, desk: Desk
) -> None:
    for _ in range(4):
        ward.clock.wait(HOUR)
        ward.clock.move(timedelta(minutes=1))
        assert not desk.time.look()
    ward.clock.move(timedelta(minutes=2))
    assert desk.time.look()


def test_a_clock_before_the_newest_entry_is_doubted_at_the_sign_in(ward: Ward) -> None:
    ward.opens().close()
    ward.clock.move(-timedelta(days=1))
    desk = ward.opens()
    (doubt,) = told(desk)
    assert isinstance(doubt, ClockDoubted)
    assert doubt.cause is DoubtCause.BACKWARD
    assert doubt.expected == MORNING
    confirm(desk)
    desk.close()
    again = ward.opens()
    assert again.time.doubt is None
    again.close()


def test_a_clock_set_right_again_is_still_in_doubt_until_a_person_has_looked(
    ward: Ward, desk: Desk
) -> None:
    ward.clock.move(HOUR)
    assert desk.time.look()
    ward.clock.move(-HOUR)
    assert desk.time.look()
    confirm(desk)
    assert not desk.time.look()


def on_paper(desk: Desk, record: RecordId, outside: Outside, folder: Path) -> str:
    """Return what another program reads on the newest paper of a record, in one line."""
    sha256 = desk.chart(PATIENT).records.by_id[record].papers[-1].sha256
    file = folder / "asked.pdf"
    file.write_bytes(desk.store.paper(sha256))
    command = [outside("pdftotext"), str(file), "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def test_what_is_recorded_in_doubt_says_so_for_ever_on_screen_and_paper_and_nothing_is_refused(
    ward: Ward, desk: Desk, outside: Outside, tmp_path: Path
) -> None:
    everybody = dict.fromkeys(desk.cabinet.people(), SECRET)
    ward.clock.wait(2 * HOUR)
    ward.clock.move(-HOUR)
    desk.time.look()
    first = builders.not_given("IND-1", decided="2026-03-02 09:00")
    desk.do(first, Words(), everybody)
    confirm(desk)
    ward.clock.wait(HOUR)
    second = builders.not_given("IND-2", decided="2026-03-02 10:00")
    desk.do(second, Words(), everybody)
    flags = {one.record: one.flags for one in desk.chart(PATIENT).records.by_id.values()}
    assert flags == {first.record: (Flag.CLOCK,), second.record: ()}
    waiting = {row.record_id: row.flags for row in desk.store.inbox()}
    assert waiting[first.record] == "clock"
    said = "clock was in doubt when this was recorded"
    printed = [said in on_paper(desk, one.record, outside, tmp_path) for one in (first, second)]
    assert printed == [True, False]
    assert verify_site(desk.store).intact


def test_a_doubt_that_comes_up_while_somebody_signs_makes_nobody_sign_again(
    ward: Ward, desk: Desk
) -> None:
    ward.clock.wait(2 * HOUR)
    command = builders.not_given("IND-1", decided="2026-03-02 09:00")
    proposal = desk.propose(command, Words())
    signed = [desk.sign(proposal, one, SECRET) for one in proposal.signers]
    ward.clock.move(timedelta(minutes=10))
    desk.record(proposal, signed)
    assert desk.time.doubt is not None
    assert command.record in desk.chart(PATIENT).records.by_id


def test_another_zone_of_the_computer_is_doubted_until_it_is_accepted(tmp_path: Path) -> None:
    clock = SettableClock(MORNING, offset="+00:00")
    found(tmp_path / "site", kind=SiteKind.PRACTICE)
    ward = Ward(tmp_path / "site", clock)
    desk = ward.opens()
    (doubt,) = told(desk)
    assert isinstance(doubt, ClockDoubted)
    assert (doubt.cause, doubt.computer_offset) == (DoubtCause.ZONE, "+00:00")
    confirm(desk)
    assert not desk.time.look()
    clock.offset = "+01:00"
    assert desk.time.look()
    confirm(desk)
    clock.offset = "+08:00"
    assert not desk.time.look()
    desk.close()


def test_the_computers_of_a_demonstration_stand_anywhere(ward: Ward) -> None:
    ward.clock.offset = "+00:00"
    desk = ward.opens()
    assert not desk.time.look()
    desk.close()


def test_a_locked_desk_finds_the_jump_when_it_is_unlocked(ward: Ward, desk: Desk) -> None:
    desk.access.leave(LockCause.KEY)()
    ward.clock.move(HOUR)
    assert desk.time.look()
    assert told(desk) == []
    desk.access.unlock(SECRET)
    assert desk.time.look()
    assert len(told(desk)) == 1


def truly(ward: Ward) -> str:
    """Return what another clock shows: nobody set that one."""
    return (MORNING + ward.clock.passed).strftime("%Y-%m-%d %H:%M")


TOLD: dict[str, Callable[[str], Command]] = {
    "sample": builders.labs,
    "a dose not given": lambda at: builders.not_given("IND-1", decided=at),
    "adverse event": lambda at: adverse_event_builders.report(
        since=at[:10], onset_at=builders.at(at)
    ),
    "contact": lambda at: builders.contact(at[:10]),
    "reservoir": lambda at: builders.reservoir(ReservoirWhat.IMAGING_CHECKED, at[:10]),
}


@pytest.mark.parametrize("back", [2 * HOUR, timedelta(days=1), timedelta(days=3652)])
@pytest.mark.parametrize("kind", TOLD)
def test_with_the_clock_set_back_an_act_is_told_at_its_true_time_and_says_what_the_clock_said(
    ward: Ward, desk: Desk, kind: str, back: timedelta
) -> None:
    everybody = dict.fromkeys(desk.cabinet.people(), SECRET)
    ward.clock.wait(3 * HOUR)
    ward.clock.move(-back)
    ward.clock.wait(HOUR)
    recorded = desk.do(TOLD[kind](truly(ward)), Words(), everybody)
    assert recorded.recorded_at == MORNING + 4 * HOUR - back
    assert recorded.sealed.entry.body["clock"] == CLOCK_DOUBTED
    assert truly(ward)[:10] in str(recorded.sealed.entry.body["events"])
    assert verify_site(desk.store).intact


def test_with_the_clock_set_back_what_has_truly_not_come_is_still_the_future(
    ward: Ward, desk: Desk
) -> None:
    ward.clock.wait(3 * HOUR)
    ward.clock.move(-timedelta(days=1))
    later = (MORNING + 3 * HOUR + timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    with pytest.raises(Refused, match=r"labs\.future_sample"):
        desk.do(builders.labs(later), Words(), {NURSE: SECRET})
    confirm(desk)
    with pytest.raises(Refused, match=r"labs\.future_sample"):
        desk.do(builders.labs(truly(ward)), Words(), {NURSE: SECRET})


def test_a_clock_set_back_while_the_program_was_closed_reaches_to_the_newest_entry(
    ward: Ward,
) -> None:
    ward.clock.wait(HOUR)
    ward.opens().close()
    newest = truly(ward)
    ward.clock.move(-timedelta(days=1))
    desk = ward.opens()
    assert desk.time.reach() == MORNING + HOUR
    desk.do(builders.labs(newest), Words(), {NURSE: SECRET})
    ward.clock.wait(HOUR)
    desk.do(builders.labs(truly(ward)), Words(), {NURSE: SECRET})
    desk.close()


def test_a_second_jump_while_the_first_is_in_doubt_reaches_to_the_true_time_too(
    ward: Ward, desk: Desk
) -> None:
    ward.clock.move(timedelta(days=1))
    assert desk.time.look()
    ward.clock.move(-timedelta(days=3))
    ward.clock.wait(2 * HOUR)
    desk.do(builders.labs(truly(ward)), Words(), {NURSE: SECRET})
    assert len(told(desk)) == 1


def test_nobody_confirms_a_time_that_is_not_doubted(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"clock\.not_doubted"):
        confirm(desk)
