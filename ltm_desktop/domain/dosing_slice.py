"""What the chart knows of doses: orders, checks, the steps walked, injections and what was said."""

from collections.abc import Mapping
from dataclasses import field

from ltm_desktop.domain.dosing import (
    Check,
    DoseNotGiven,
    DoseRecorded,
    Order,
    Settled,
    is_extra,
)
from ltm_desktop.domain.dosing_path import DoseStep, Walked
from ltm_desktop.domain.dosing_steps import PatientCalled, PatientObserved
from ltm_desktop.domain.identifiers import ItemCode, RecordId
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class DosingSlice:
    """What the chart knows of doses, by planned item."""

    orders: Mapping[ItemCode, Order] = field(default_factory=dict)
    checks: Mapping[ItemCode, Check] = field(default_factory=dict)
    """The newest check of each dose."""
    checks_by_record: Mapping[RecordId, Check] = field(default_factory=dict)
    """Every check that still stands, so that a second form cannot undo the first."""
    given: tuple[DoseRecorded, ...] = ()
    settled: Mapping[ItemCode, Settled] = field(default_factory=dict)
    holds: tuple[DoseNotGiven, ...] = ()
    """Every decision to hold a dose that nobody took back, also of a dose given since."""
    walked: Mapping[ItemCode, Walked] = field(default_factory=dict)
    """The steps of each dose beside its order and its check."""
    observed: Mapping[RecordId, tuple[PatientObserved, ...]] = field(default_factory=dict)
    acts: Mapping[RecordId, RecordId] = field(default_factory=dict)
    """Which injection a correction tells anew: the record under which it was checked."""
    called: Mapping[RecordId, tuple[PatientCalled, ...]] = field(default_factory=dict)
    preparations: frozenset[str] = frozenset()
    """Every identity a syringe was ever labelled with; none is used twice."""

    def act_of(self, record: RecordId, corrects: RecordId | None) -> RecordId:
        """Return the record under which an act was checked, also for a correction of it."""
        return record if corrects is None else self.acts.get(corrects, corrects)

    def steps_of(self, item: ItemCode) -> Walked:
        """Return the steps of a dose that stand."""
        return self.walked.get(item, Walked())

    def stands(self, item: ItemCode, step: DoseStep) -> bool:
        """Tell whether a step of a dose stands."""
        if step is DoseStep.PLANNED:
            return True
        if step is DoseStep.PRESCRIBED:
            return item in self.orders
        if step is DoseStep.CHECKED:
            return item in self.checks
        if step in (DoseStep.TOLD, DoseStep.OBSERVED):
            last = self.last_injection(item)
            if last is None:
                return False
            return step is DoseStep.TOLD or self.is_observed(last.record)
        return self.steps_of(item).stands().get(step, False)

    def last_injection(self, item: ItemCode) -> DoseRecorded | None:
        """Return the newest act in which some of a dose went in; an abandoned puncture is none."""
        acts = [one for one in self.injections() if one.item == item]
        return acts[-1] if acts else None

    def reached(self, item: ItemCode, path: tuple[DoseStep, ...]) -> DoseStep:
        """Return how far a dose has come on a site's path; approval is told by its record."""
        return [step for step in path if self.stands(item, step)][-1]

    def is_observed(self, record: RecordId) -> bool:
        """Tell whether the observation after an injection was ended by a person."""
        return any(one.last for one in self.observed.get(record, ()))

    def check_of(self, record: RecordId, item: ItemCode) -> Check | None:
        """Return the check made for a record of a dose."""
        check = self.checks_by_record.get(record)
        return check if check is not None and check.item == item else None

    def is_settled(self, item: ItemCode) -> bool:
        """Return whether a person has said what became of a dose; held is not settled."""
        said = self.settled.get(item)
        return said is not None and said.state is not ItemState.HELD

    def next_extra(self) -> ItemCode:
        """Return the code for one more injection that no plan holds."""
        used = {one.item for one in self.given if is_extra(one.item)}
        return ItemCode(f"EXTRA-{len(used) + 1}")

    def injections(self) -> tuple[DoseRecorded, ...]:
        """Return the acts in which some drug went in; an abandoned puncture is none."""
        return tuple(one for one in self.given if one.volume_injected.value > 0)
