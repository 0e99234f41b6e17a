"""Every move somebody can try with one dose, by name, at a site that keeps some removable steps.

Each move is made for the story it is tried on: it names the syringe and the record of the moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Any

from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.dosing import Given, NotGiven
from ltm_desktop.domain.dosing_path import REMOVABLE, DoseStep, path_of
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import ml
from ltm_desktop.domain.signoff import ApproveRecord
from tests.builders import (
    INVESTIGATOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    assess,
    at,
    check,
    item,
    not_given,
    observe,
    order,
    prepare,
    receive,
    record,
    release,
    start,
    stop_time_out,
    syringe,
    time_out,
    verify,
)
from tests.cases.clinical import day, example
from tests.stories import Story, planned

CODE = "IND-1"
NOW = "2026-03-02 10:00"
INCIDENT = "told to the investigator (example)"

Kept = frozenset[str]
Move = Callable[[Story], tuple[Command, PersonId]]
EVERY_SITE: tuple[Kept, ...] = tuple(
    frozenset(step.value for step in kept)
    for count in range(len(REMOVABLE) + 1)
    for kept in combinations(sorted(REMOVABLE), count)
)
"""The sixteen ways a signed configuration may shorten the path."""


@cache
def site_with(kept: Kept) -> ActiveProtocol:
    """Return the example protocol at a site that keeps these of the removable steps.

    A site that never assesses asks for no supplements: nobody could tell it of them.
    """
    active = replace(example(), dose_steps=kept)
    return active if DoseStep.ASSESSED.value in kept else replace(active, supplements=())


def begun(kept: Kept) -> Story:
    """Return the story of a planned dose with fresh blood counts, nothing done for it yet."""
    return replace(planned(), protocol=site_with(kept)).at(NOW).with_labs()


def _syringe(story: Story) -> str:
    made = story.chart.dosing.steps_of(item(CODE)).preparation
    return made.prepared.preparation if made is not None else "prep-none"


def _record(story: Story) -> RecordId:
    """Return the record of the try under way: one more than all that were told."""
    return RecordId(f"adm-{len(story.chart.records.by_id) + 1}")


def _newest(story: Story) -> RecordId:
    standing = [one.record for one in story.chart.records.by_id.values() if one.stands]
    return standing[-1] if standing else RecordId("adm-none")


def _prepare(story: Story) -> Command:
    number = f"prep-{len(story.chart.dosing.preparations) + 1}"
    return replace(prepare(), preparation=number, syringe=syringe(preparation=number))


def _told(story: Story, incident: str = "", *, gone: bool = False) -> Command:
    nothing = {
        "outcome": Given.ABANDONED,
        "volume_injected": ml("0"),
        "reason": "no_csf",
    }
    return record(
        CODE,
        NOW,
        record=_record(story),
        ended_at=at(NOW),
        syringe=syringe(preparation=_syringe(story)),
        incident=incident,
        **(nothing if gone else {}),
    )


def _not_given(story: Story, outcome: NotGiven) -> Command:
    until = day("2026-03-04") if outcome is NotGiven.HELD else None
    return not_given(CODE, outcome, record=_record(story), until=until)


def _observed(story: Story) -> Command:
    return replace(
        observe(seen=NOW), record=_newest(story), ended_early="taken for imaging (example)"
    )


def _of_syringe(made: Callable[[], Any]) -> Callable[[Story], Any]:
    return lambda story: replace(made(), preparation=_syringe(story))


def _of_record(made: Callable[[], Any]) -> Callable[[Story], Any]:
    return lambda story: replace(made(), record=_record(story))


def _sent_back(story: Story) -> Command:
    return replace(receive(), preparation=_syringe(story), intact=False, note="cap loose")


_MOVES: Mapping[str, tuple[Callable[[Story], Command], PersonId]] = {
    "assess": (lambda _: assess(), NURSE),
    "order": (lambda _: order(), PHYSICIAN),
    "verify": (lambda _: verify(), PHARMACIST),
    "prepare": (_prepare, PHARMACIST),
    "release": (_of_syringe(release), PHARMACIST),
    "receive": (_of_syringe(receive), NURSE),
    "send back": (_sent_back, NURSE),
    "check": (_of_record(check), NURSE),
    "time out": (_of_record(time_out), NURSE),
    "no": (_of_record(stop_time_out), NURSE),
    "start": (_of_record(lambda: start(started=NOW)), NURSE),
    "observe": (_observed, NURSE),
    "approve": (lambda story: ApproveRecord(PATIENT, _newest(story)), INVESTIGATOR),
}
_TELLING: Mapping[str, tuple[Callable[[Story], Command], PersonId]] = {
    "tell": (_told, NURSE),
    "tell with an incident": (lambda story: _told(story, INCIDENT), NURSE),
    "abandon": (lambda story: _told(story, gone=True), NURSE),
    "abandon with an incident": (lambda story: _told(story, INCIDENT, gone=True), NURSE),
    "hold": (lambda story: _not_given(story, NotGiven.HELD), NURSE),
    "omit": (lambda story: _not_given(story, NotGiven.OMITTED), NURSE),
    "void": (lambda story: VoidRecord(PATIENT, _newest(story), "did_not_happen", SECOND), NURSE),
}
STEPS = tuple(_MOVES)
"""What people do with a dose without saying what became of it."""
MOVES = (*STEPS, *_TELLING)


def tried(story: Story, name: str) -> Story:
    """Return the story after a move, the same story when the move is refused."""
    made, by = {**_MOVES, **_TELLING}[name]
    try:
        return story.does(made(story), by)
    except Refused:
        return story


@dataclass(frozen=True)
class Stand:
    """Where a dose stands at a site."""

    story: Story
    path: tuple[DoseStep, ...]

    @property
    def step(self) -> DoseStep:
        """Return the step the dose has reached, approval included."""
        dosing = self.story.chart.dosing
        last = dosing.last_injection(item(CODE))
        known = self.story.chart.records.by_id.get(last.record) if last else None
        if known is not None and known.approver is not None:
            return DoseStep.APPROVED
        return dosing.reached(item(CODE), self.path)

    def after(self, name: str) -> "Stand":
        """Return the stand after a move was tried."""
        return Stand(tried(self.story, name), self.path)


def at_site(kept: Kept) -> Stand:
    """Return a dose nothing was done for."""
    return Stand(begun(kept), path_of(kept))
