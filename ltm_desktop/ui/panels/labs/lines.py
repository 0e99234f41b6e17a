"""The lines of the form: each analyte with its units and last value, and CSF that was sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal

from ltm_desktop.app.wording.formats import to_plain_number
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.analytes import CSF, Analyte, AnalyteKind, Specimen
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.lab_units import family_of
from ltm_desktop.domain.labs import CLEARANCE, CREATININE, LabResult, clearance
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.labs.shown import AnalyteLine, CsfSent, Named

_SHOWN = Decimal("0.01")
_RECENT = timedelta(days=21)
"""CSF sent longer ago is no longer proposed; its results are typed with their own time."""
_MOST = 2
_PLACES = {Access.LUMBAR: Specimen.CSF_LUMBAR, Access.OMMAYA: Specimen.CSF_VENTRICULAR}


def analyte_line(
    analyte: Analyte, options: Sequence[Named], chart: Chart, now: datetime, say: Words
) -> AnalyteLine:
    """Return one line of the form with the last value as it stands, dated."""
    units: tuple[str, ...] = ()
    if analyte.kind is AnalyteKind.NUMBER and analyte.unit is not None:
        units = tuple(one.name for one in family_of(analyte.unit, analyte.printed).printed)
    last = _counted(chart, now, say) if analyte.code == CLEARANCE else ""
    return AnalyteLine(
        analyte.code,
        say.label(analyte.label),
        units,
        tuple(options),
        last or _last(analyte, chart, now, say),
    )


def _last(analyte: Analyte, chart: Chart, now: datetime, say: Words) -> str:
    told = (
        _told(one, specimen, now, say)
        for specimen in (Specimen.BLOOD, *CSF)
        if (one := chart.labs.latest(analyte.code, now, specimen)) is not None
    )
    return "\n".join(told)


def _told(one: LabResult, specimen: Specimen, now: datetime, say: Words) -> str:
    span = elapsed(one.sampled_at, now)
    told = say(
        "{value}, {span} ago",
        value=f"{one.comparator.value}{plain(one)}",
        # days alone once there are any: the column is narrow
        span=timedelta(days=span.days) if span.days else span,
    )
    if not specimen.is_csf:
        return told
    return say("{label}: {value}", label=say.term(f"place.{specimen.value}"), value=told)


def plain(one: LabResult) -> str:
    """Write a number in the unit that is kept, as laboratories print that unit."""
    return f"{to_plain_number(one.value.value)}\u00a0{printed_unit(one.value.unit)}".strip()


def printed_unit(unit: Unit) -> str:
    """Return the first printed name of a unit, the one its values are kept in."""
    known = family_of(unit).printed[0]
    return known.name


def _counted(chart: Chart, now: datetime, say: Words) -> str:
    """Word the clearance that follows from the newest creatinine, with its inputs."""
    creatinine = chart.labs.latest(CREATININE, now)
    if creatinine is None or chart.patient is None:
        return ""
    on = creatinine.sampled_at.astimezone(now.tzinfo).date()
    found = clearance(creatinine, chart.patient, on)
    if found is None:
        return say("not calculated: weight or sex is not known")
    return say(
        "calculated {value} from creatinine {creatinine}, {years} years, {weight} of {day}, {sex}",
        # two decimals, cut: a value below its limit never reads as the limit
        value=say.amount(found.value.value.quantize(_SHOWN, ROUND_FLOOR), Unit.ML_PER_MIN),
        creatinine=creatinine.value,
        years=found.years,
        weight=found.weight,
        day=found.weighed_on,
        sex=found.sex,
    )


def csf_sent(chart: Chart, now: datetime, say: Words) -> tuple[CsfSent, ...]:
    """Return the newest doses at which CSF was sent, each with its time and place."""
    sent = [
        one
        for one in reversed(chart.dosing.given)
        if one.after.samples and elapsed(one.started_at, now) <= _RECENT
    ]
    return tuple(
        CsfSent(
            say(
                "CSF sent at {item}, {moment}, {specimen}",
                item=one.item,
                moment=one.started_at.astimezone(now.tzinfo),
                specimen=say.term(_PLACES[one.access]),
            ),
            say.moment(one.started_at.astimezone(now.tzinfo)),
            _PLACES[one.access].value,
        )
        for one in sent[:_MOST]
    )
