"""What is calculated from results and measures; shown, never stored, and no dose comes from it.

Each says what it was calculated from. Nothing is calculated across lumbar and ventricular CSF.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal

from ltm_desktop.app.timeline.measured import (
    LOOKS,
    in_order,
    legend_of,
    name_of,
    parted,
    placed,
    specimens,
    titled,
)
from ltm_desktop.app.timeline.shapes import Lane, Mark, Way
from ltm_desktop.app.timeline.treated import Told
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.analytes import CSF
from ltm_desktop.domain.lab_derived import (
    JOINED_WITHIN,
    Pairing,
    Ratio,
    corrected_white_cells,
    du_bois,
    mosteller,
    ratio,
)
from ltm_desktop.domain.labs import CREATININE, LabResult, clearance
from ltm_desktop.domain.quantities import Quantity, Unit

CSF_GLUCOSE, GLUCOSE = "csf_glucose", "glucose"
WHITE, RED = "csf_white_cells", "csf_red_cells"
BASES = {
    "glucose_ratio": CSF_GLUCOSE,
    "white_corrected": WHITE,
    "clearance_calculated": CREATININE,
}
"""The analyte each lane is calculated from."""
_HUNDREDTH = Decimal("0.01")


def calculated(told: Told) -> Iterator[Lane]:
    """Yield the lanes that can be calculated; none where a part of it was not measured."""
    for lane in (_ratio_lane(told), _white_lane(told), _clearance_lane(told)):
        if lane.marks:
            yield lane


def facts(told: Told) -> Iterator[tuple[str, str]]:
    """Yield what is calculated of the body, and that no intrathecal dose comes from it."""
    say, patient = told.say, told.chart.patient
    measured = patient.measurements if patient else None
    if measured is None or measured.weight is None or measured.height is None:
        return
    first = mosteller(measured.height, measured.weight)
    second = du_bois(measured.height, measured.weight)
    if first is None or second is None:
        return
    yield (
        say("Body surface"),
        say(
            "{mosteller} (Mosteller), {du_bois} (Du Bois), from {height} and {weight} of {day}; "
            "not used for the intrathecal dose",
            mosteller=_rounded(first),
            du_bois=_rounded(second),
            height=measured.height,
            weight=measured.weight,
            day=measured.measured_on,
        ),
    )


def _rounded(amount: Quantity) -> Quantity:
    return Quantity(amount.value.quantize(_HUNDREDTH), amount.unit)


def pairing(told: Told) -> Pairing:
    """Return the signed rule of what counts as the same time."""
    hours = told.active.calculated.glucose_within_hours
    return Pairing(timedelta(hours=hours) if hours else None, told.act.now.tzinfo)


def ratios(told: Told) -> Iterator[Ratio]:
    """Yield every glucose ratio, oldest first, each within its own kind of CSF."""
    blood = told.chart.labs.of(GLUCOSE)
    for specimen in CSF:
        for one in reversed(told.chart.labs.of(CSF_GLUCOSE, specimen)):
            found = ratio(one, blood, pairing(told))
            if found is not None:
                yield found


def _ratio_lane(told: Told) -> Lane:
    say, rule = told.say, pairing(told)
    marks: list[Mark] = []
    for one in ratios(told):
        words = say(
            "{ratio}, from {csf} and {blood} of {moment}",
            ratio=one.value.quantize(_HUNDREDTH),
            csf=one.csf.value,
            blood=one.blood.value,
            moment=one.blood.sampled_at.astimezone(told.act.now.tzinfo),
        )
        marks.append(_mark(one.csf, one.value, words, marks, told))
    note = say("blood of the same day")
    if rule.within is not None:
        note = say("blood within {span}", span=rule.within)
    name = say("CSF glucose over blood glucose")
    legend = tuple(legend_of([one.csf for one in ratios(told)], told)) if marks else ()
    return Lane("glucose_ratio", name, Way.VALUES, in_order(marks), note=note, legend=legend)


def _white_lane(told: Told) -> Lane:
    say, per = told.say, told.active.calculated.red_per_white
    marks: list[Mark] = []
    name = say("{analyte}, corrected for blood", analyte=name_of(WHITE, told))
    if per is None:
        return Lane("white_corrected", name, Way.VALUES)
    for specimen in CSF:
        # of one sample the count that was entered last
        red = {one.sampled_at: one for one in reversed(told.chart.labs.of(RED, specimen))}
        for one in reversed(told.chart.labs.of(WHITE, specimen)):
            with_it = red.get(one.sampled_at)
            if with_it is None or one.comparator or with_it.comparator:
                continue
            found = corrected_white_cells(one.value, with_it.value, per.value)
            words = say(
                "{value}, from {white} and {red} red cells",
                value=_rounded(found),
                white=one.value,
                red=with_it.value,
            )
            marks.append(_mark(one, found.value, words, marks, told))
    note = say("one white cell for {count} red cells", count=per.value)
    title = titled(name, Quantity(Decimal(0), Unit.PER_UL), told)
    looks = {one.look for one in marks}
    legend = tuple(key for key in specimens(told) if key.look in looks)
    return Lane(
        "white_corrected",
        title,
        Way.VALUES,
        in_order(marks),
        name=name,
        note=note,
        legend=legend,
    )


def _clearance_lane(told: Told) -> Lane:
    say, patient = told.say, told.chart.patient
    marks: list[Mark] = []
    for one in reversed(told.chart.labs.of(CREATININE)):
        day = one.sampled_at.astimezone(told.act.now.tzinfo).date()
        found = clearance(one, patient, day) if patient and not one.comparator else None
        if found is not None:
            # cut, not rounded: a value below its limit never reads as the limit
            shown = found.value.value.quantize(_HUNDREDTH, ROUND_FLOOR)
            words = say(
                "{value} from creatinine {creatinine}, {years} years, {weight} of {day}, {sex}",
                value=Quantity(shown, found.value.unit),
                creatinine=one.value,
                years=found.years,
                weight=found.weight,
                day=found.weighed_on,
                sex=found.sex,
            )
            marks.append(_mark(one, found.value.value, words, marks, told))
    name = say("Creatinine clearance, calculated")
    title = titled(name, Quantity(Decimal(0), Unit.ML_PER_MIN), told)
    return Lane(
        "clearance_calculated",
        title,
        Way.VALUES,
        in_order(marks),
        name=name,
        note=say("Cockcroft-Gault"),
    )


def _mark(one: LabResult, value: Decimal, words: str, before: list[Mark], told: Told) -> Mark:
    at = one.sampled_at.astimezone(told.act.now.tzinfo)
    of_it = [each.at for each in before if each.series == one.specimen.value and each.at]
    near = bool(of_it) and elapsed(of_it[-1], at) <= JOINED_WITHIN
    label = told.say.number(value.quantize(_HUNDREDTH))
    return Mark(
        at.date(),
        parted([*placed(one, told), words], told),
        at,
        LOOKS[one.specimen],
        label,
        value=value,
        joins=near,
        series=one.specimen.value,
    )
