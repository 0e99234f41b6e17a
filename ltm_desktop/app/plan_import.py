"""A plan of the planning system beside the order: what agrees, and the order it proposes.

Writes nothing; the physician reads every row, fills what no plan says and signs, or does not.
"""

from collections.abc import Iterator
from decimal import Decimal

from ltm_desktop.app.import_rows import LINKED, Compared, Row, name_row, row
from ltm_desktop.app.imported import ImportedReference, ProposedCourse
from ltm_desktop.app.imported_identity import refuse_other_patient
from ltm_desktop.app.order_totals import total_of
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fractions import CourseTarget, PrescribeRadiotherapy
from ltm_desktop.domain.protocol import ActiveProtocol, RtLevel, RtPrescription
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.values import dataclass

_FINEST = Decimal("0.0001")
"""Gy; a dose of one fraction with more digits than these is a division, not an order."""


@dataclass(frozen=True, slots=True)
class CourseProposal:
    """A plan beside the order in force, or beside the protocol before there is one."""

    found: ProposedCourse
    rows: tuple[Row, ...]
    command: PrescribeRadiotherapy | None
    """A draft; site, detail and reason stay for the physician. None: nothing to propose."""
    findings: tuple[Alert, ...]
    """Why nothing is proposed, or what to know before signing."""


@dataclass(frozen=True, slots=True)
class _Meant:
    """One target of a plan, and the volume and level it stands for."""

    reference: ImportedReference
    volume: str
    level: RtLevel | None
    ordered: CourseTarget | None


def compare_plan(
    found: ProposedCourse, chart: Chart, active: ActiveProtocol, act: Act
) -> CourseProposal:
    """Hold a plan against the order in force, else the protocol. Raises Refused: other patient."""
    refuse_other_patient(found.patient, chart.patient)
    arm = chart.patient.arm if chart.patient else None
    rule = active.prescription_of(arm) if arm else None
    meant = tuple(_meant(one, chart, rule) for one in found.targets)
    rows = tuple(_rows(found, meant, chart, rule))
    against = (*_findings(found, meant, rule), *_sum_findings(found, meant, chart))
    command = None if against or rule is None else _draft(found, meant, chart, rule, act)
    return CourseProposal(found, rows, command, (*against, *_count_findings(chart, command)))


def _meant(one: ImportedReference, chart: Chart, rule: RtPrescription | None) -> _Meant:
    ordered = chart.course.prescribed
    name = one.description.strip()
    targets = ordered.targets if ordered else ()
    known = [target for target in targets if target.volume.casefold() == name.casefold()]
    levels = rule.levels if rule else ()
    if known:
        level = next((level for level in levels if level.code == known[0].level), None)
        return _Meant(one, known[0].volume, level, known[0])
    same = [level for level in levels if level.total.value == one.dose]
    return _Meant(one, name or str(one.number), same[0] if len(same) == 1 else None, None)


def _rows(
    found: ProposedCourse, meant: tuple[_Meant, ...], chart: Chart, rule: RtPrescription | None
) -> Iterator[Row]:
    yield name_row(found.patient, chart)
    ordered = chart.course.prescribed
    planned = ordered.fractions if ordered else rule and rule.fractions
    yield row(Compared.FRACTIONS, planned, _fractions(found))
    for one in meant:
        yield from _dose_rows(one, _fractions(found))
    yield row(Compared.TECHNIQUE, ordered and (ordered.technique or None), _technique(found))
    yield row(Compared.ENERGY, ordered and (ordered.energy or None), _energy(found))


def _dose_rows(one: _Meant, fractions: int | None) -> Iterator[Row]:
    """Yield total and dose of one fraction; a plan says Gy whatever the order's unit is."""
    held = one.ordered or one.level
    each = _each(one.reference.dose, fractions)
    for field, logged, filed in (
        (Compared.TOTAL, held and held.total, one.reference.dose),
        (Compared.PER_FRACTION, held and held.per_fraction, each),
    ):
        unit = logged.unit if logged else None
        shown = Quantity(filed, unit) if filed is not None and unit else filed
        yield row(field, logged, shown, part=one.volume)


def _each(dose: Decimal | None, fractions: int | None) -> Decimal | None:
    """Return the dose of one fraction where the total divides exactly, None otherwise."""
    if dose is None or not fractions:
        return None
    each = dose / fractions
    return each if each == each.quantize(_FINEST) else None


def _fractions(found: ProposedCourse) -> int | None:
    return found.groups[0].fractions if len(found.groups) == 1 else None


def _technique(found: ProposedCourse) -> str | None:
    hints = {beam.technique for beam in found.beams}
    return hints.pop() or None if len(hints) == 1 else None


def _energy(found: ProposedCourse) -> str | None:
    """Return the one energy of all beams, such as "6 MV"; None where they are not alike."""
    told = {(beam.radiation, beam.energy) for beam in found.beams}
    if len(told) != 1:
        return None
    radiation, energy = told.pop()
    if energy is None or not radiation:
        return None
    return f"{energy} {'MV' if radiation == 'PHOTON' else 'MeV'}"


def _findings(
    found: ProposedCourse, meant: tuple[_Meant, ...], rule: RtPrescription | None
) -> Iterator[Alert]:
    """Return why no order can be proposed; each is a note, since nothing was asked to be written.

    A plan that differs from the protocol is still proposed: deciding refuses it, with its reason.
    """
    if rule is None:
        yield note("dicom.arm_without_radiotherapy", LINKED)
    if len(found.groups) > 1:
        yield note("dicom.several_groups", LINKED, count=len(found.groups))
    elif _fractions(found) is None:
        yield note("dicom.no_fractions_planned", LINKED)
    if not meant:
        yield note("dicom.no_targets", LINKED)
    for one in meant:
        if one.level is None and rule is not None:
            yield note("dicom.level_unknown", LINKED, name=one.volume, dose=one.reference.dose)


def _sum_findings(
    found: ProposedCourse, meant: tuple[_Meant, ...], chart: Chart
) -> Iterator[Alert]:
    """Return where the order would not say what the plan says: nothing is rounded into an order."""
    course, fractions = chart.course, _fractions(found)
    if not fractions:
        return
    if _of_the_rest(fractions, course):
        started = len(course.started())
        yield note("dicom.plan_of_the_rest", LINKED, count=fractions, started=started)
        return
    for one in meant:
        dose, level = one.reference.dose, one.level
        if dose is None or level is None:
            continue  # found already
        each = _each(dose, fractions)
        if each is None:
            yield note(
                "dicom.dose_not_divided", LINKED, name=one.volume, dose=dose, count=fractions
            )
            continue
        if one.ordered and one.ordered.total.value != dose:
            total = one.ordered.total
            yield note("dicom.other_total", LINKED, name=one.volume, dose=dose, total=total)
            continue
        total = total_of(course, one.volume, Quantity(each, level.total.unit), fractions)
        if total.value != dose:
            yield note("dicom.total_not_kept", LINKED, name=one.volume, dose=dose, total=total)


def _of_the_rest(fractions: int, course: CourseSlice) -> bool:
    """Tell whether a plan has just the fractions that the order has left."""
    started, ordered = len(course.started()), course.prescribed
    return bool(started and ordered and fractions + started == ordered.fractions)


def _count_findings(chart: Chart, command: PrescribeRadiotherapy | None) -> Iterator[Alert]:
    """Return whose fractions the plan counts, once some were started."""
    started = len(chart.course.started())
    if command is not None and started:
        yield note("dicom.count_of_plan", LINKED, count=command.fractions, started=started)


def _draft(
    found: ProposedCourse,
    meant: tuple[_Meant, ...],
    chart: Chart,
    rule: RtPrescription,
    act: Act,
) -> PrescribeRadiotherapy:
    ordered, fractions = chart.course.prescribed, _fractions(found) or 0
    return PrescribeRadiotherapy(
        patient=chart.patient_id,
        prescription=rule.code,
        targets=tuple(_targets(meant, fractions)),
        fractions=fractions,
        technique=_technique(found) or (ordered.technique if ordered else ""),
        start_on=act.today,
        energy=_energy(found) or (ordered.energy if ordered else ""),
        intent=ordered.intent if ordered else "",
        plan_uid=found.uid,
    )


def _targets(meant: tuple[_Meant, ...], fractions: int) -> Iterator[CourseTarget]:
    for one in meant:
        level, dose = one.level, one.reference.dose
        each = _each(dose, fractions)
        if level is None or dose is None or each is None:
            continue  # found before, and then nothing is proposed
        signed = level.targets[0] if len(level.targets) == 1 else ""
        yield CourseTarget(
            volume=one.volume,
            level=level.code,
            site=one.ordered.site if one.ordered else signed,
            detail=one.ordered.detail if one.ordered else "",
            total=Quantity(dose, level.total.unit),
            per_fraction=Quantity(each, level.total.unit),
        )
