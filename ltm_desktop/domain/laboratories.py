"""The laboratories a site sends samples to, each with its own reference ranges from a date on.

A range is proposed beside a result; what the report prints wins. Refuses a laboratory nobody
entered, a range without limits, and one whose limits stand the wrong way round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Role, Sex
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.values import dataclass

AUTHORS = (Role.ADMINISTRATOR, Role.INVESTIGATOR, Role.RESEARCH_NURSE)
"""Who keeps the register of laboratories."""
OWN_RANGES = "clinical practice section 5.2: reference ranges are per laboratory and date-effective"
H19 = "hard rule H19: a blank limit blocks"


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """What a laboratory prints beside one analyte, for whom."""

    analyte: str
    low: Quantity | None
    high: Quantity | None
    specimen: Specimen = Specimen.BLOOD
    sex: Sex | None = None
    """None: for everybody."""
    from_years: int | None = None
    """Completed years of age, this one included."""
    to_years: int | None = None
    """Completed years of age, this one included."""

    def is_for(self, sex: Sex, years: int) -> bool:
        """Tell whether it counts for a person."""
        old_enough = self.from_years is None or self.from_years <= years
        young_enough = self.to_years is None or years <= self.to_years
        return self.sex in (None, sex) and old_enough and young_enough

    @property
    def narrowness(self) -> int:
        """Return how closely it says whom it is for."""
        return sum(one is not None for one in (self.sex, self.from_years, self.to_years))


@dataclass(frozen=True, slots=True)
class EnterLaboratory:
    """Enter a laboratory."""

    code: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetRanges:
    """Enter reference ranges of a laboratory in force from a day on."""

    laboratory: str
    effective_from: date
    ranges: tuple[ReferenceRange, ...]
    document: str = ""
    """Where they were read."""


@dataclass(frozen=True, slots=True)
class WithdrawRanges:
    """Take back the ranges of one day that were copied wrongly."""

    laboratory: str
    effective_from: date
    analyte: str
    reason: str


@dataclass(frozen=True, slots=True)
class LaboratoryEntered:
    """A laboratory was entered."""

    code: str
    name: str
    note: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class RangesSet:
    """Reference ranges of a laboratory were entered."""

    laboratory: str
    effective_from: date
    ranges: tuple[ReferenceRange, ...]
    document: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class RangesWithdrawn:
    """Ranges of an analyte that were in force from a day on were taken back."""

    laboratory: str
    effective_from: date
    analyte: str
    reason: str
    by: PersonId


EVENTS = (LaboratoryEntered, RangesSet, RangesWithdrawn)
LaboratoryCommand = EnterLaboratory | SetRanges | WithdrawRanges
LaboratoryEvent = LaboratoryEntered | RangesSet | RangesWithdrawn


@dataclass(frozen=True, slots=True)
class Laboratory:
    """One laboratory with every range that stands, in the order they were entered."""

    code: str
    name: str
    note: str = ""
    ranges: tuple[tuple[date, ReferenceRange], ...] = ()
    """Each with the day it is in force from."""

    def range_for(
        self, analyte: str, specimen: Specimen, on: date, sex: Sex, years: int
    ) -> ReferenceRange | None:
        """Return the range in force on a day for a person, None where there is none.

        The newest that had begun; of one day the one that says most closely whom it is for, of
        two alike the one entered last.
        """
        begun = [
            (since, one.narrowness, place, one)
            for place, (since, one) in enumerate(self.ranges)
            if (one.analyte, one.specimen) == (analyte, specimen)
            and since <= on
            and one.is_for(sex, years)
        ]
        return max(begun, key=lambda found: found[:3])[3] if begun else None


Laboratories = Mapping[str, Laboratory]
"""What the site entered, by code."""


def decide_laboratories(
    command: LaboratoryCommand,
    known: Laboratories,
    people: People,
    trial: TrialProtocol | None,
    act: Act,
) -> tuple[LaboratoryEvent]:
    """Enter a laboratory or its ranges. Raises Refused with everything that stands against it."""
    refuse_if(check_role(people, act.author, *AUTHORS))
    match command:
        case EnterLaboratory():
            refuse_if(_check_laboratory(command, known))
            return (LaboratoryEntered(command.code, command.name, command.note, act.author),)
        case WithdrawRanges():
            refuse_if(_check_withdrawal(command, known))
            told = (command.laboratory, command.effective_from, command.analyte, command.reason)
            return (RangesWithdrawn(*told, act.author),)
        case _:
            if trial is None:
                raise refuse("configuration.none_signed", H19)
            refuse_if(check_ranges(command, known, trial))
            entered = (command.laboratory, command.effective_from, command.ranges, command.document)
            return (RangesSet(*entered, act.author),)


def _check_laboratory(command: EnterLaboratory, known: Laboratories) -> Iterator[Alert]:
    if not command.code.strip() or not command.name.strip():
        yield stop("laboratories.name_missing")
    if command.code in known:
        yield stop("laboratories.already_entered", code=command.code)
    yield from check_line(command.code, 20)
    yield from check_line(command.name)
    yield from check_note(command.note)


def _check_withdrawal(command: WithdrawRanges, known: Laboratories) -> Iterator[Alert]:
    found = known.get(command.laboratory)
    standing = found.ranges if found else ()
    wanted = (command.effective_from, command.analyte)
    if not any((since, one.analyte) == wanted for since, one in standing):
        yield stop("laboratories.no_such_range", laboratory=command.laboratory)
    if not command.reason.strip():
        yield stop("laboratories.reason_missing")
    yield from check_note(command.reason)


def check_ranges(command: SetRanges, known: Laboratories, trial: TrialProtocol) -> Iterator[Alert]:
    """Return everything that stands against entering ranges."""
    if command.laboratory not in known:
        yield stop("laboratories.unknown", laboratory=command.laboratory)
    if not command.ranges:
        yield stop("laboratories.nothing")
    yield from check_line(command.document)
    for one in command.ranges:
        yield from _check_range(one, trial)


def _check_range(one: ReferenceRange, trial: TrialProtocol) -> Iterator[Alert]:
    analyte = trial.analytes.get(one.analyte)
    if analyte is None or analyte.unit is None:
        yield stop("labs.unknown_analyte", OWN_RANGES, analyte=one.analyte)
        return
    if not trial.panels[analyte.panel].takes(one.specimen):
        yield stop("labs.wrong_specimen", OWN_RANGES, analyte=analyte.label)
    limits = [limit for limit in (one.low, one.high) if limit is not None]
    if not limits:
        yield stop("laboratories.no_limits", OWN_RANGES, analyte=analyte.label)
    elif any(limit.unit is not analyte.unit for limit in limits):
        yield stop("labs.wrong_unit", OWN_RANGES, unit=limits[0].unit, expected=analyte.unit)
    elif limits[-1] < limits[0] or limits[0].value < 0:
        yield stop("labs.range_order", OWN_RANGES, low=limits[0], high=limits[-1])
    ages = [years for years in (one.from_years, one.to_years) if years is not None]
    if any(years < 0 for years in ages) or ages != sorted(ages):
        yield stop("laboratories.ages", OWN_RANGES)


def evolve(known: Laboratories, event: LaboratoryEvent) -> Laboratories:
    """Fold one event of this topic."""
    match event:
        case LaboratoryEntered():
            return {**known, event.code: Laboratory(event.code, event.name, event.note)}
        case RangesSet():
            ranges = tuple((event.effective_from, one) for one in event.ranges)
            found = known[event.laboratory]
            return {**known, found.code: replace(found, ranges=(*found.ranges, *ranges))}
        case RangesWithdrawn():
            found, gone = known[event.laboratory], (event.effective_from, event.analyte)
            left = tuple(one for one in found.ranges if (one[0], one[1].analyte) != gone)
            return {**known, found.code: replace(found, ranges=left)}
