"""The shapes of the site's numbers: each is the count of what stands behind it, nothing else."""

from datetime import date
from fractions import Fraction

from ltm_desktop.app.survival_views import SurvivalView
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Behind:
    """What one unit of a number stands for: a patient, or one item of a patient's plan."""

    patient: PatientId
    subject: str
    item: str = ""
    """Dose, fraction or adverse event; empty where the patient is what is counted."""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the overview: the count of what stands behind it, never anything else."""

    behind: tuple[Behind, ...] = ()

    @property
    def count(self) -> int:
        """Return the number."""
        return len(self.behind)

    @property
    def patients(self) -> tuple[PatientId, ...]:
        """Return the patients behind it, each once, in order."""
        return tuple(dict.fromkeys(one.patient for one in self.behind))


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both with what stands behind them."""

    part: Number
    whole: Number

    @property
    def of_one(self) -> Fraction | None:
        """Return the share, None of an empty whole."""
        return Fraction(self.part.count, self.whole.count) if self.whole.count else None


@dataclass(frozen=True, slots=True)
class Accrual:
    """Patients who entered an arm in one month of the calendar."""

    year: int
    month: int
    entered: Number


@dataclass(frozen=True, slots=True)
class Intensity:
    """How much of the planned drug was given, and how densely, doses due so far only."""

    given: Quantity
    """mg that went in."""
    planned: Quantity
    """mg the protocol plans for the doses due."""
    days_planned: int
    """Days from the first to the last of those doses as first planned, both counted, all added."""
    days_taken: int
    """Days from the first dose given to the last of which something was told, all added."""
    patients: Number
    each: tuple["Intensity", ...] = ()
    """The same of every patient, where it is of more than one."""

    @property
    def amount(self) -> Fraction | None:
        """Return mg given over mg planned."""
        if not self.planned.value:
            return None
        return Fraction(self.given.value) / Fraction(self.planned.value)

    @property
    def relative(self) -> Fraction | None:
        """Return the mg given per day taken over the mg planned per day planned."""
        if self.amount is None or not self.days_taken:
            return None
        return self.amount * Fraction(self.days_planned, self.days_taken)


@dataclass(frozen=True, slots=True)
class RelatedTerm:
    """One term of adverse events related to the treatment: patients by their worst grade."""

    term: str
    """Code of the term list."""
    by_grade: tuple[Number, ...]
    """Grades 1 to 5; each patient once, at the worst grade of that term."""

    @property
    def total(self) -> Number:
        """Return everybody with the term."""
        return Number(tuple(one for grade in self.by_grade for one in grade.behind))


@dataclass(frozen=True, slots=True)
class Responses:
    """Best responses of an arm."""

    by_category: tuple[tuple[str, Number], ...]
    """Categories in the order of the protocol file, those nobody reached included."""
    retired: Number
    """Those who were assessed in categories alone that are no longer signed."""
    not_assessed: Number
    responders: Share
    """Those whose best category counts as a response, of everybody in the arm."""


@dataclass(frozen=True, slots=True)
class ArmOverview:
    """The numbers of one arm."""

    arm: str
    entered: Number
    accrual: tuple[Accrual, ...]
    without_day: Number
    """Patients whose day of randomisation nobody told: counted by their consent."""
    doses: Share
    """Doses given of those due by today or by the end of the course."""
    in_window: Share
    """Doses given within their window of those given."""
    intensity: Intensity
    fractions: Share
    """Fractions treated of those due."""
    on_time: Share
    """Fractions treated by the day of the first plan, of those due."""
    related: tuple[RelatedTerm, ...]
    responses: Responses


@dataclass(frozen=True, slots=True)
class SiteOverview:
    """The numbers of the site on one day."""

    on: date
    arms: tuple[ArmOverview, ...]
    in_no_arm: Number
    survival: tuple[SurvivalView, ...]
