"""Lanes of laboratory results: one for each analyte, one series for each specimen.

A line joins neither two specimens nor samples more than 14 days apart; "<5" lies at 5, hollow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ltm_desktop.app.timeline.shapes import Key, Lane, Look, Mark, Way, days_words
from ltm_desktop.app.timeline.treated import Told, dose_name
from ltm_desktop.app.wording.formats import to_plain_number
from ltm_desktop.app.wording.telling.voice import analyte_name
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.lab_derived import (
    XU,
    Marked,
    Nadir,
    baseline,
    change,
    joined,
    nadir,
    remark,
)
from ltm_desktop.domain.labs import AnyResult, Comparator, LabFinding, LabResult
from ltm_desktop.domain.protocol import ActiveGate, Direction
from ltm_desktop.domain.quantities import Quantity

CHOSEN = ("platelets", "neutrophils", "creatinine_clearance", "csf_cytology")
"""The few that stand on the time line itself; every analyte stands on the trends."""
COUNTS = "blood_counts"
"""The panel whose values fall after a dose and come back."""
MARKERS = ("tumour_markers", "csf_markers")
LOOKS = {
    Specimen.BLOOD: Look.BLOOD,
    Specimen.CSF_LUMBAR: Look.LUMBAR,
    Specimen.CSF_VENTRICULAR: Look.VENTRICULAR,
}
_UNDER = {"transfusion": "T", "g_csf": "G"}
_PERCENT = Decimal(100)


def measured(told: Told, chosen: Sequence[str] | None = CHOSEN) -> Iterator[Lane]:
    """Yield a lane for each analyte with results, in the order chosen; None takes every one."""
    known = {one.analyte for one in told.chart.labs.all}
    wanted = tuple(told.active.protocol.analytes) if chosen is None else chosen
    for code in (one for one in wanted if one in known):
        if any(one.analyte == code for one in told.chart.labs.results):
            yield lane_of(code, told)
        else:
            yield found_lane(code, told)


def lane_of(code: str, told: Told) -> Lane:
    """Return the curves of one analyte; CSF of two places is two of them."""
    series = {one: told.chart.labs.of(code, one) for one in Specimen}
    every = [result for one in series.values() for result in reversed(one)]
    newest = max(every, key=lambda one: one.sampled_at.timestamp())
    # ranges of lumbar and of ventricular fluid differ: one band would be wrong for half the marks
    alone = len({one.specimen for one in every}) == 1
    gate = gate_of(code, told)
    marks = [mark for one in series.values() for mark in _marks(one, told)]
    marks += [_not_measured(one, told) for one in told.chart.labs.findings if one.analyte == code]
    return Lane(
        code,
        titled(name_of(code, told), newest.value, told),
        Way.VALUES,
        in_order(marks),
        unit=told.say.unit(newest.value.unit),
        name=name_of(code, told),
        band=(_number(newest.low), _number(newest.high)) if alone else (None, None),
        limit=gate.limit.value if gate and gate.limit else None,
        limit_words=_limit_words(gate, told),
        legend=tuple(legend_of(every, told)),
        note=_nadir_words(code, told),
    )


def in_order(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks by day and time; each still follows the one before it of its series."""
    return tuple(sorted(marks, key=lambda one: (one.day, one.at.timestamp() if one.at else 0.0)))


def found_lane(code: str, told: Told) -> Lane:
    """Return what a laboratory found that is no number, such as cytology."""
    marks = [_found(one, told) for one in told.chart.labs.findings if one.analyte == code]
    keys = {one.look for one in marks}
    return Lane(
        code,
        name_of(code, told),
        Way.POINTS,
        in_order(marks),
        name=name_of(code, told),
        legend=tuple(key for key in specimens(told) if key.look in keys),
    )


def name_of(code: str, told: Told) -> str:
    """Return an analyte in the words of the protocol file."""
    return analyte_name(code, told.say, told.active)


def titled(name: str, value: Quantity, told: Told) -> str:
    """Return the title of a curve, with its unit where it has one."""
    unit = told.say.unit(value.unit)
    return told.say("{analyte}, {unit}", analyte=name, unit=unit) if unit else name


def gate_of(code: str, told: Told) -> ActiveGate | None:
    """Return the signed limit before a dose, for the patient's way in where they differ."""
    device = told.chart.patient.access if told.chart.patient else None
    gates = [
        one
        for one in told.active.gates
        if one.gate.analyte == code
        and one.limit is not None
        and (one.gate.access is None or device is None or one.gate.access is device.access)
    ]
    return gates[0] if gates else None


def first_dose(told: Told) -> datetime | None:
    """Return when the first intrathecal dose was injected."""
    return min((one.started_at for one in told.chart.dosing.injections()), default=None)


def nadirs(code: str, told: Told) -> Iterator[tuple[ItemCode, Nadir]]:
    """Yield the nadir after each dose, before the next one, under the item of that dose."""
    doses = sorted(told.chart.dosing.injections(), key=lambda one: one.started_at.timestamp())
    results, gate = told.chart.labs.of(code), gate_of(code, told)
    limit = gate.limit if gate and gate.gate.direction is Direction.AT_LEAST else None
    for place, dose in enumerate(doses):
        until = doses[place + 1].started_at if place + 1 < len(doses) else None
        zone = told.act.now.tzinfo
        found = nadir(results, dose.started_at, until, limit=limit, zone=zone)
        if found is not None:
            yield dose.item, found


def _marks(results: Sequence[LabResult], told: Told) -> Iterator[Mark]:
    base = baseline(results, first_dose(told))
    for stretch in joined(results):
        for place, one in enumerate(stretch):
            mark = mark_of(one, _words(one, base, told), told)
            yield replace(mark, joins=place > 0)


def mark_of(one: LabResult, words: str, told: Told) -> Mark:
    """Return where a value lies; of blood nothing is said of the specimen."""
    at = one.sampled_at.astimezone(told.act.now.tzinfo)
    said = [*placed(one, told), words, *(_coded("lab_mark", code, told) for code in one.marks)]
    return Mark(
        at.date(),
        parted(said, told),
        at,
        LOOKS[one.specimen],
        f"{one.comparator.value}{told.say.number(one.value.value)}",
        value=one.value.value,
        open=one.comparator is not Comparator.EXACT,
        series=one.specimen.value,
        under="".join(_UNDER.get(code, "*") for code in one.marks),
    )


def placed(one: AnyResult, told: Told) -> Iterator[str]:
    """Yield where CSF was taken, in words; of blood nothing."""
    if one.specimen.is_csf:
        yield told.say.begin(told.say.term(one.specimen))


def parted(words: Sequence[str], told: Told) -> str:
    """Return words parted by commas of the language."""
    return ("，" if told.say.chinese_first else ", ").join(words)


def _found(one: LabFinding, told: Told) -> Mark:
    at = one.sampled_at.astimezone(told.act.now.tzinfo)
    analyte = told.active.protocol.analytes.get(one.analyte)
    named = _coded(analyte.vocabulary, one.code, told) if analyte and one.code else one.code
    said = [*placed(one, told), *(word for word in (named, one.text) if word)]
    return Mark(at.date(), parted(said, told), at, LOOKS[one.specimen], named)


def _not_measured(one: LabFinding, told: Told) -> Mark:
    """Return a number that was none: it stands in the table and on no curve."""
    at, say = one.sampled_at.astimezone(told.act.now.tzinfo), told.say
    said = [*placed(one, told), say("not measurable"), one.text]
    words = parted([word for word in said if word], told)
    return Mark(at.date(), words, at, LOOKS[one.specimen], series=one.specimen.value)


def _coded(vocabulary: str, code: str, told: Told) -> str:
    label = told.active.protocol.vocabularies.get(vocabulary, {}).get(code)
    return told.say.label(label) if label else code.replace("_", " ")


def _words(one: LabResult, base: LabResult | None, told: Told) -> str:
    say = told.say
    value = f"{one.comparator.value}{say.amount(one.value)}"
    if one == base:
        return say("{value}, baseline", value=value)
    changed = change(one, base) if base and base.sampled_at < one.sampled_at else None
    if changed is None:
        return value
    words = say("{value}, {change} from baseline", value=value, change=percent(changed, told))
    remarked = _remarked(one.analyte, changed, told)
    return say("{value}; {remark}", value=words, remark=remarked) if remarked else words


def percent(changed: Decimal, told: Told) -> str:
    """Write a change as +12 % or −38 %, with the sign always and no false digits."""
    number = (changed * _PERCENT).quantize(Decimal(1))
    sign = "−" if number < 0 else "+" if number > 0 else "±"
    return f"{sign}{told.say.number(abs(number))}\u00a0%"


def _panel(code: str, told: Told) -> str:
    known = told.active.protocol.analytes.get(code)
    return known.panel if known else ""


def _remarked(code: str, changed: Decimal, told: Told) -> str:
    """Annotate a tumour marker by the threshold the site signed; it is no response category."""
    threshold = told.active.calculated.marker_change
    if threshold is None or _panel(code, told) not in MARKERS:
        return ""
    found, say = remark(changed, threshold.value), told.say
    if found is Marked.WITHIN:
        return ""
    if found is Marked.FALL:
        return say(
            "fell by {limit} or more (no response category; {source})",
            limit=threshold,
            source=say.source(XU),
        )
    return say(
        "rose by {limit} or more (no response category; {source})",
        limit=threshold,
        source=say.source(XU),
    )


def _limit_words(gate: ActiveGate | None, told: Told) -> str:
    if gate is None or gate.limit is None:
        return ""
    if gate.gate.direction is Direction.AT_LEAST:
        return told.say("at least {limit} before a dose", limit=gate.limit)
    return told.say("at most {limit} before a dose", limit=gate.limit)


def specimens(told: Told) -> Iterator[Key]:
    """Yield the sign of each specimen."""
    for specimen, look in LOOKS.items():
        yield Key(look, told.say.term(specimen))


def legend_of(results: Sequence[LabResult], told: Told) -> Iterator[Key]:
    """Yield the signs these results are drawn with."""
    used = {LOOKS[one.specimen] for one in results}
    yield from (key for key in specimens(told) if key.look in used)
    for one in results:
        if one.comparator is not Comparator.EXACT:
            words = told.say("beyond the laboratory's limit, drawn at it")
            yield Key(LOOKS[one.specimen], words, open=True)
            break
    for code in dict.fromkeys(code for one in results for code in one.marks):
        letter = _UNDER.get(code, "*")
        yield Key(LOOKS[results[0].specimen], _coded("lab_mark", code, told), letter=letter)


def _nadir_words(code: str, told: Told) -> str:
    found = list(nadirs(code, told)) if _panel(code, told) == COUNTS else []
    if not found:
        return ""
    say = told.say
    item, low = found[-1]
    # the lane has the unit in its title
    value = f"{low.lowest.comparator.value}{to_plain_number(low.lowest.value.value)}"
    days = days_words(low.days, say)
    name = dose_name(item, told)
    words = say("nadir after {dose}: {value} after {days}", dose=name, value=value, days=days)
    if low.recovery_days is not None:
        again = days_words(low.recovery_days, say)
        return say("{nadir}, recovered after {days}", nadir=words, days=again)
    return say("{nadir}, not recovered yet", nadir=words) if low.fell else words


def _number(amount: Quantity | None) -> Decimal | None:
    return amount.value if amount else None
