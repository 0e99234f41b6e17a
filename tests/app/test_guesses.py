"""Repeated wrong secrets are told to whom they concern, at their next arrival."""

from datetime import timedelta
from pathlib import Path

import pytest

from ltm_desktop.app.guesses import REPEATED, guesses_told
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.access import LockCause
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.domain.identifiers import PersonId
from tests.app.clinic import SECRET, copy
from tests.app.test_access_log import MORNING, Ward
from tests.builders import ADMINISTRATOR, NURSE, PHYSICIAN
from tests.clocks import SettableClock


@pytest.fixture
def ward(planned_site: Path, tmp_path: Path) -> Ward:
    clock = SettableClock(MORNING)
    ward = Ward(copy(planned_site, tmp_path / "site"), clock, House(lambda _: clock))
    for person in (NURSE, PHYSICIAN, ADMINISTRATOR):
        arrives(ward, person)
    return ward


def arrives(ward: Ward, person: PersonId, stay: timedelta = timedelta(minutes=5)) -> list[Alert]:
    """Sign in and out, and return what was told about wrong secrets."""
    ward.clock.wait(timedelta(hours=1))
    desk = ward.opens(person)
    told = [one for one in desk.notes if one.code.startswith("access.guessed")]
    ward.clock.wait(stay)
    desk.close()
    return told


def test_repeated_wrong_secrets_are_told_to_their_person_once(ward: Ward) -> None:
    for _ in range(REPEATED):
        ward.fails(NURSE)
    (told,) = arrives(ward, NURSE)
    assert (told.code, told.values["count"]) == ("access.guessed_own", REPEATED)
    assert told.severity is Severity.NOTE
    say = Words("en")
    assert "3 wrong secrets were typed in your name" in say.alert(told)
    assert "last 02-Mar-2026" in say.alert(told)
    assert arrives(ward, NURSE) == []


def test_they_are_told_to_the_administrator_and_to_no_other_colleague(ward: Ward) -> None:
    for _ in range(REPEATED):
        ward.fails(NURSE)
    assert arrives(ward, PHYSICIAN) == []
    (told,) = arrives(ward, ADMINISTRATOR)
    assert (told.code, told.values["accounts"]) == ("access.guessed_others", NURSE)
    assert arrives(ward, ADMINISTRATOR) == []


def test_a_guess_that_came_in_at_last_is_told_and_slips_between_arrivals_are_not(
    ward: Ward,
) -> None:
    for _ in range(REPEATED):
        ward.fails(NURSE)
        arrives(ward, NURSE)
        ward.fails(PHYSICIAN)
    arrives(ward, PHYSICIAN)
    (told,) = arrives(ward, ADMINISTRATOR)
    assert told.values["accounts"] == PHYSICIAN


def test_names_the_site_does_not_have_are_counted_and_never_shown(ward: Ward) -> None:
    for _ in range(REPEATED):
        ward.fails("nobody.n")
    (told,) = arrives(ward, ADMINISTRATOR)
    assert (told.code, told.values["count"]) == ("access.guessed_unknown", REPEATED)
    assert "nobody" not in repr(told)


def test_who_only_signed_in_to_give_a_key_is_told_at_the_next_arrival(ward: Ward) -> None:
    for _ in range(REPEATED):
        ward.fails(NURSE)
    assert arrives(ward, ADMINISTRATOR, timedelta(seconds=3)) != []
    (told,) = arrives(ward, ADMINISTRATOR)
    assert told.values["accounts"] == NURSE
    assert arrives(ward, ADMINISTRATOR) == []


def test_guesses_while_the_desk_was_locked_are_told_when_it_is_unlocked(ward: Ward) -> None:
    desk = ward.opens(NURSE)
    desk.access.leave(LockCause.KEY)()
    for _ in range(REPEATED):
        ward.fails(NURSE)
    ward.clock.wait(timedelta(hours=1))
    desk.access.unlock(SECRET)
    (told,) = guesses_told(desk)
    assert told.code == "access.guessed_own"
    desk.close()
