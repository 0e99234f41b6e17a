"""What is calculated from laboratory results and body measures; nothing of it is ever stored.

Clinical practice, sections 5.1, 5.3 and 5.4. Nothing is rounded here. Refuses to calculate with a
value the laboratory gave as "<" or ">", with a baseline of zero and across two kinds of specimen.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.labs import Comparator, LabResult
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.values import dataclass

JOINED_WITHIN = timedelta(days=14)
"""Two samples further apart are never joined by a line (clinical practice 5.4)."""
XU = "Xu 2025, BMC Medicine: one trial of 29 patients"
_MOSTELLER = Decimal(3600)
_DU_BOIS, _DU_BOIS_KG, _DU_BOIS_CM = Decimal("0.007184"), Decimal("0.425"), Decimal("0.725")
_LINE = {Comparator.BELOW: -1, Comparator.EXACT: 0, Comparator.ABOVE: 1}


def mosteller(height: Quantity, weight: Quantity) -> Quantity | None:
    """Return the body surface in m2, the root of cm x kg / 3600; it never doses this drug."""
    if not _measured(height, weight):
        return None
    return Quantity((height.value * weight.value / _MOSTELLER).sqrt(), Unit.M2)


def du_bois(height: Quantity, weight: Quantity) -> Quantity | None:
    """Return the body surface in m2, 0.007184 x kg^0.425 x cm^0.725; it never doses this drug."""
    if not _measured(height, weight):
        return None
    return Quantity(_DU_BOIS * weight.value**_DU_BOIS_KG * height.value**_DU_BOIS_CM, Unit.M2)


def _measured(height: Quantity, weight: Quantity) -> bool:
    if (height.unit, weight.unit) != (Unit.CM, Unit.KG):
        raise ValueError("a body surface needs cm and kg")
    return height.value > 0 and weight.value > 0


@dataclass(frozen=True, slots=True)
class Pairing:
    """When two samples count as drawn at the same time."""

    within: timedelta | None
    """None: the site signed no span, and samples of one day at the site count."""
    zone: tzinfo | None

    def pairs(self, one: datetime, other: datetime) -> bool:
        """Tell whether two moments count as the same time."""
        if self.within is not None:
            return abs(elapsed(one, other)) <= self.within
        return one.astimezone(self.zone).date() == other.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Ratio:
    """A value of cerebrospinal fluid over that of blood, with both samples."""

    value: Decimal
    csf: LabResult
    blood: LabResult


def ratio(csf: LabResult, blood: Iterable[LabResult], pairing: Pairing) -> Ratio | None:
    """Return the ratio to the blood nearest in time, None where none was drawn with it."""
    near = [
        one
        for one in blood
        if pairing.pairs(csf.sampled_at, one.sampled_at) and one.value.unit is csf.value.unit
    ]
    if not near or csf.comparator is not Comparator.EXACT:
        return None
    nearest = min(near, key=lambda one: abs(elapsed(csf.sampled_at, one.sampled_at)))
    if nearest.comparator is not Comparator.EXACT or nearest.value.value <= 0:
        return None
    return Ratio(csf.value.value / nearest.value.value, csf, nearest)


def corrected_white_cells(white: Quantity, red: Quantity, red_per_white: Decimal) -> Quantity:
    """Return white cells less those that came with blood, never below zero."""
    if white.unit is not red.unit:
        raise ValueError(f"cannot take {red.unit} from {white.unit}")
    return Quantity(max(Decimal(0), white.value - red.value / red_per_white), white.unit)


def change(value: LabResult, baseline: LabResult) -> Decimal | None:
    """Return (x - b) / b as a fraction; None for "<", ">", another unit or a baseline of zero."""
    both = (value, baseline)
    if any(one.comparator is not Comparator.EXACT for one in both):
        return None
    if value.value.unit is not baseline.value.unit or baseline.value.value == 0:
        return None
    return (value.value.value - baseline.value.value) / baseline.value.value


def baseline(results: Iterable[LabResult], first_dose: datetime | None) -> LabResult | None:
    """Return the last value before the first intrathecal dose, None before there was one."""
    if first_dose is None:
        return None
    before = [one for one in results if elapsed(one.sampled_at, first_dose) > timedelta(0)]
    return max(before, key=_drawn, default=None)


class Marked(StrEnum):
    """What a change of a tumour marker is remarked as; it is no response category."""

    FALL = "fall"
    WITHIN = "within"
    RISE = "rise"


def remark(changed: Decimal, threshold_percent: Decimal) -> Marked:
    """Say on which side of the signed threshold an unrounded change lies; on it counts as beyond.

    Source of the idea: XU.
    """
    percent = changed * 100
    if percent <= -threshold_percent:
        return Marked.FALL
    return Marked.RISE if percent >= threshold_percent else Marked.WITHIN


@dataclass(frozen=True, slots=True)
class Nadir:
    """The lowest value after a dose and before the next, and when it was made up again."""

    lowest: LabResult
    days: int
    """Whole days at the site from the dose to the sample."""
    limit: Quantity | None
    """What counts as recovered; None where neither a limit is signed nor a range printed."""
    recovered: LabResult | None
    recovery_days: int | None
    """Whole days from the dose; None while not recovered, or where it never fell below."""

    @property
    def fell(self) -> bool:
        """Tell whether the lowest value lies below the limit; unrounded, "<" at it counts."""
        return self.limit is not None and not _reaches(self.lowest, self.limit)


def nadir(
    results: Iterable[LabResult],
    dose: datetime,
    until: datetime | None,
    *,
    limit: Quantity | None,
    zone: tzinfo | None,
) -> Nadir | None:
    """Return the nadir after a dose and before the next one, None without any sample.

    Recovered is the first later sample at or above the signed limit, or else the lower end of
    the range printed with the lowest value; it is looked for until the next dose.
    """
    cycle = [one for one in sorted(results, key=_drawn) if _inside(one, dose, until)]
    if not cycle:
        return None
    lowest = min(cycle, key=lambda one: (one.value.value, _LINE[one.comparator], _drawn(one)))
    limit = limit or lowest.low
    known = limit is not None and not _reaches(lowest, limit)
    later = (one for one in cycle if known and _drawn(one) > _drawn(lowest))
    again = next((one for one in later if limit is not None and _reaches(one, limit)), None)
    days = _days(dose, again, zone) if again else None
    return Nadir(lowest, _days(dose, lowest, zone), limit, again, days)


def joined(results: Sequence[LabResult]) -> Iterator[tuple[LabResult, ...]]:
    """Yield the stretches of samples that a line may join, oldest first."""
    stretch: list[LabResult] = []
    for one in sorted(results, key=_drawn):
        if stretch and elapsed(stretch[-1].sampled_at, one.sampled_at) > JOINED_WITHIN:
            yield tuple(stretch)
            stretch = []
        stretch.append(one)
    if stretch:
        yield tuple(stretch)


def _inside(one: LabResult, dose: datetime, until: datetime | None) -> bool:
    after = elapsed(dose, one.sampled_at) >= timedelta(0)
    return after and (until is None or elapsed(one.sampled_at, until) > timedelta(0))


def _reaches(one: LabResult, limit: Quantity) -> bool:
    if one.value.unit is not limit.unit:
        return False
    # "<75" is below 75; ">75" is above it and 75 reaches it
    return one.value.value >= limit.value and one.comparator is not Comparator.BELOW


def _days(dose: datetime, one: LabResult, zone: tzinfo | None) -> int:
    return (one.sampled_at.astimezone(zone).date() - dose.astimezone(zone).date()).days


def _drawn(one: LabResult) -> float:
    return one.sampled_at.timestamp()
