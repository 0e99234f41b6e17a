"""Who gives doses under supervision only has a second person beside them who may supervise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.attested_path import check_walked
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.delegation import CertifyCompetency, decide_delegation
from ltm_desktop.domain.dosing import CheckDose, DoseRecorded, RecordDose
from ltm_desktop.domain.dosing_steps import CallTimeOut, StartInjection
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.people import Competency, needs_supervision
from ltm_desktop.domain.terms import Role, Task
from tests.builders import ADMINISTRATOR, NURSE, SECOND, competency, delegation, person
from tests.cases.clinical import day
from tests.domain.dose_steps import INCIDENT
from tests.domain.test_attestation import EVERY
from tests.domain.test_authority_table import OF_LINES, lines
from tests.stories import Story, planned

LEARNS = replace(competency(Task.ADMINISTER), supervised=True)
PAIRED = [CheckDose, CallTimeOut, StartInjection, RecordDose]
OF_PAIRS = pytest.mark.parametrize("kind", PAIRED, ids=lambda kind: kind.__name__)


def supervising(**changes: Any) -> Any:
    """Return the second person as a physician who checks and may supervise."""
    tasks = (Task.CHECK, Task.SUPERVISE)
    known = {
        "roles": (Role.PHYSICIAN,),
        "competencies": tuple(competency(task) for task in tasks),
        "delegations": tuple(delegation(task) for task in tasks),
    }
    return person(SECOND, **{**known, **changes})


def learning(*given: Competency) -> Any:
    return person(NURSE, competencies=(competency(Task.TRANSPORT), *(given or (LEARNS,))))


def the(kind: type) -> tuple[Story, Command]:
    story, command, _ = next(one for one in EVERY if type(one[1]) is kind and one[2] == NURSE)
    if isinstance(command, RecordDose):
        command = replace(command, second_present=True)
    return story, command


@OF_PAIRS
def test_without_a_supervisor_it_is_refused_and_with_one_it_is_not(kind: type) -> None:
    story, command = the(kind)
    assert story.decides(command)
    assert story.staffed(learning()).refused(command) == {"people.supervisor_needed"}
    assert story.staffed(learning(), supervising()).decides(command)


@OF_LINES
@OF_PAIRS
@pytest.mark.parametrize("line_of", [competency, delegation])
def test_the_supervisor_may_supervise_on_the_day_of_the_act(
    kind: type, line_of: Callable[..., Any], line: str
) -> None:
    told, allowed = lines(line_of, Task.SUPERVISE, line)
    field = "competencies" if line_of is competency else "delegations"
    second = supervising(**{field: (line_of(Task.CHECK), *told)})
    story, command = the(kind)
    supervised = story.staffed(learning(), second)
    if allowed:
        assert supervised.decides(command)
    else:
        assert supervised.refused(command) == {"people.supervisor_needed"}


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ((LEARNS,), True),
        ((competency(Task.ADMINISTER),), False),
        ((LEARNS, competency(Task.ADMINISTER)), False),
        ((LEARNS, competency(Task.ADMINISTER, "2026-03-03")), True),
        ((LEARNS, competency(Task.ADMINISTER, "2025-01-01", "2026-03-01")), True),
        ((replace(LEARNS, valid_to=day("2026-03-01")),), False),
        ((), False),
    ],
)
def test_an_own_line_that_counts_that_day_ends_the_supervision(
    given: tuple[Competency, ...], needed: bool
) -> None:
    known = person(NURSE, competencies=given)
    assert needs_supervision(known, day("2026-03-02")) is needed


@OF_PAIRS
def test_verification_asks_for_the_supervisor_again(kind: type) -> None:
    story, command = the(kind)
    events = story.decides(command)
    facts = EntryFacts(story.chart.version + 1, story.now, NURSE)
    alone = story.staffed(learning())
    found = check_walked(events, alone.site, alone.chart, facts)
    assert [(one.code, one.person) for one in found] == [("ledger.not_on_register", SECOND)]
    beside = story.staffed(learning(), supervising())
    assert list(check_walked(events, beside.site, beside.chart, facts)) == []


def test_a_dose_given_without_the_supervisor_is_told_with_an_incident() -> None:
    story, command = the(RecordDose)
    assert isinstance(command, RecordDose)
    alone = story.staffed(learning())
    told = alone.decides(replace(command, incident=INCIDENT))
    recorded = next(one for one in told if isinstance(one, DoseRecorded))
    assert recorded.breaches == ("people.supervisor_needed",)
    facts = EntryFacts(story.chart.version + 1, story.now, NURSE)
    assert list(check_walked(told, alone.site, alone.chart, facts)) == []


def test_only_giving_a_dose_is_entered_as_under_supervision() -> None:
    story = planned()
    act = story.act(ADMINISTRATOR)
    people = story.site.people
    assert decide_delegation(CertifyCompetency(NURSE, (LEARNS,)), people, act)
    other = replace(competency(Task.CHECK), supervised=True)
    with pytest.raises(Refused, match=r"people\.not_under_supervision"):
        decide_delegation(CertifyCompetency(NURSE, (other,)), people, act)
