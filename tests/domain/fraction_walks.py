"""Any order of what can happen to a course: told, put right, taken back, decided, changed.

Every move is tried as a person would try it, with an incident at hand; a refusal leaves the story.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import (
    DeliveredDose,
    OrderCompensation,
    PrescribeRadiotherapy,
    RecordFraction,
    SessionOutcome,
    ShortfallChoice,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity
from tests.builders import OTHER_THERAPIST, PATIENT, PHYSICIAN, THERAPIST, calendar
from tests.cases.courses import example_course
from tests.course_builders import session, shortfall
from tests.domain.fraction_steps import INCIDENT, summed
from tests.stories import Story, planned

COURSES = ("standard", "proton", "boosted")
Doses = Mapping[str, Decimal]


@dataclass(frozen=True)
class Tell:
    """A session with any dose to any volumes, perhaps in the place of another."""

    fraction: int
    """0 for the lowest that was not started."""
    outcome: SessionOutcome
    doses: tuple[Decimal | None, ...]
    """By volume of the order; the last one belongs to a volume nobody prescribed."""
    corrects: int | None
    """Which of the sessions told so far, counted round."""


@dataclass(frozen=True)
class TakeBack:
    """A session taken back by two therapists."""

    which: int


@dataclass(frozen=True)
class Decide:
    """What a physician decides about a short fraction."""

    which: int
    choice: ShortfallChoice


@dataclass(frozen=True)
class Change:
    """A new version with fewer fractions or lower doses."""

    fractions: int
    parts: tuple[int, ...]
    """Of the protocol's dose per fraction, in tenths, by volume; 0 ends a volume."""


@dataclass(frozen=True)
class WinBack:
    """A compensation order for a day soon."""

    method: str
    days: int


Move = Tell | TakeBack | Decide | Change | WinBack
_NUMBERS = st.integers(1, 22)
_DOSES = st.one_of(
    st.none(), st.sampled_from(["2", "3", "1.2"]), st.integers(1, 400).map(lambda n: f"{n / 100}")
).map(lambda text: None if text is None else Decimal(text))
MOVES = st.one_of(
    st.builds(
        Tell,
        st.one_of(st.just(0), st.just(0), _NUMBERS),
        st.sampled_from(SessionOutcome),
        st.tuples(_DOSES, _DOSES, _DOSES, _DOSES),
        st.one_of(st.none(), st.none(), st.integers(0, 30)),
    ),
    st.builds(TakeBack, st.integers(0, 30)),
    st.builds(Decide, st.integers(0, 30), st.sampled_from(ShortfallChoice)),
    st.builds(Change, _NUMBERS, st.tuples(*(st.integers(0, 11),) * 3)),
    st.builds(WinBack, st.sampled_from(["two_per_day", "weekend"]), st.integers(0, 9)),
)
WALKS = st.lists(st.tuples(MOVES, st.integers(1, 40)), min_size=5, max_size=30)


@dataclass
class Walk:
    """A story walked at random, and what its sessions gave, kept by hand."""

    story: Story
    standing: dict[RecordId, Doses] = field(default_factory=dict)
    """What each session that stands gave, by record."""
    told: list[RecordId] = field(default_factory=list)

    def step(self, move: Move, hours: int) -> None:
        """Make one move some hours later."""
        self.story = replace(self.story, now=self.story.now + timedelta(hours=hours))
        command, by = self._command(move)
        try:
            events = self.story.decides(command, by)
        except Refused:
            return
        self.story = self.story.told(*events, by=by)
        if isinstance(command, RecordFraction):
            self.standing.pop(command.corrects or RecordId(""), None)
            self.standing[command.record] = {
                one.volume: one.dose.value for one in command.delivered
            }
            self.told.append(command.record)
        if isinstance(command, VoidRecord):
            del self.standing[command.record]

    def delivered(self, volume: str) -> Decimal:
        """Return what a volume got in the sessions that stand."""
        return sum((one.get(volume, Decimal(0)) for one in self.standing.values()), Decimal(0))

    def _command(self, move: Move) -> tuple[Command, PersonId]:
        match move:
            case Tell():
                return self._tell(move), THERAPIST
            case TakeBack():
                record = self._known(move.which)
                return VoidRecord(PATIENT, record, "entered_twice", OTHER_THERAPIST), THERAPIST
            case Decide():
                short = summed(self.story).incomplete or (1,)
                return shortfall(short[move.which % len(short)], move.choice), PHYSICIAN
            case Change():
                return self._change(move), PHYSICIAN
            case WinBack():
                day = self.story.now.date() + timedelta(days=move.days)
                return OrderCompensation(PATIENT, move.method, (day,), "days lost"), PHYSICIAN

    def _known(self, which: int) -> RecordId:
        return self.told[which % len(self.told)] if self.told else RecordId("rt-none")

    def _tell(self, move: Tell) -> RecordFraction:
        first = self.story.chart.course.versions[0].targets
        unit = first[0].total.unit
        volumes = [*(one.volume for one in first), "PTV9"]
        doses = zip(volumes, (*move.doses[: len(first)], move.doses[-1]), strict=True)
        given = tuple(DeliveredDose(one, Quantity(dose, unit)) for one, dose in doses if dose)
        treated = move.outcome is not SessionOutcome.NOT_TREATED
        number = move.fraction or summed(self.story).next_fraction or 1
        command = session(number, "2026-03-16 09:00", move.outcome, None)
        return replace(
            command,
            record=RecordId(f"rt-{len(self.told)}"),
            at=self.story.now,
            delivered=given if treated else (),
            second=command.second if treated else None,
            incident=INCIDENT,
            corrects=None if move.corrects is None else self._known(move.corrects),
            correction_reason="" if move.corrects is None else "typing_slip",
        )

    def _change(self, move: Change) -> PrescribeRadiotherapy:
        course = self.story.chart.course
        begun = [number for number in course.started() if course.targets_of(number)]
        first, order = max(begun, default=0) + 1, course.versions[0]
        targets = []
        for one, tenths in zip(order.targets, move.parts, strict=False):
            dose = one.per_fraction.value * tenths / 10
            before = sum(
                target.per_fraction.value
                for number in range(1, first)
                for target in course.targets_of(number)
                if target.volume == one.volume
            )
            total = Quantity(before + dose * (move.fractions - first + 1), one.total.unit)
            each = Quantity(dose, one.total.unit)
            if tenths:
                targets.append(replace(one, per_fraction=each, total=total))
        start = self.story.now.date() + timedelta(days=1)
        while not self.story.calendar.is_working(start):
            start += timedelta(days=1)
        return PrescribeRadiotherapy(
            PATIENT, order.prescription, tuple(targets), move.fractions, "vmat", start,
            reason="as the walk has it",
        )  # fmt: skip


def ordered(name: str) -> Walk:
    """Return a walk that begins with a course ordered from Monday 16 March 2026, one day closed."""
    course = example_course(name)
    story = replace(planned("A"), protocol=course.active, calendar=calendar("2026-03-25")).at(
        "2026-03-13 09:00"
    )
    return Walk(story.does(course.order, PHYSICIAN).at("2026-03-16 08:00"))
