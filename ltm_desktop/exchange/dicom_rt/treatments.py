"""RT Beams and RT Ion Beams Treatment Records into one proposed session.

Refuses a record without a fraction number, of several fractions at once, without any
beam, or with two doses under one number.
"""

from datetime import tzinfo
from decimal import Decimal

from ltm_desktop.app.imported import ImportedBeam, ImportedDose, ProposedSession
from ltm_desktop.domain.errors import refuse
from ltm_desktop.domain.fractions import Termination
from ltm_desktop.exchange.dicom_rt.elements import DICOM, Item
from ltm_desktop.exchange.dicom_rt.opening import ION_RECORD, RECORDS, open_body
from ltm_desktop.exchange.dicom_rt.people import read_moment, read_patient, read_uid

_ENDS = {one.name: one for one in Termination}
_TREATMENT = ("", "TREATMENT", "CONTINUATION")
"""Kinds of delivery that treat; portal films and set-up fields do not make a fraction."""


def session_from(raw: bytes, zone: tzinfo) -> ProposedSession:
    """Return what a treatment record says. Raises Refused."""
    body = open_body(
        raw,
        RECORDS,
        "dicom.not_a_treatment",
        "TreatmentDate",
        "TreatmentTime",
        "OperatorsName",
        "TreatmentMachineSequence",
        "PrimaryDosimeterUnit",
        "NumberOfFractionsPlanned",
        "ReferencedRTPlanSequence",
        "TreatmentSessionBeamSequence",
        "TreatmentSessionIonBeamSequence",
        "CalculatedDoseReferenceSequence",
        "MeasuredDoseReferenceSequence",
    )
    patient, uid = read_patient(body), read_uid(body)
    ion, unit = body.uid("SOPClassUID") == ION_RECORD, body.code("PrimaryDosimeterUnit")
    told = _beams(body, ion=ion)
    return ProposedSession(
        patient=patient,
        uid=uid,
        plan_uid=_plan_of(body),
        at=read_moment(body, "TreatmentDate", "TreatmentTime", zone),
        fraction=_fraction(told),
        planned=body.count("NumberOfFractionsPlanned"),
        beams=tuple(_beam(one, unit) for one in told),
        doses=_doses(body, told),
        measured=_measured(body),
        machine=_machine(body),
        operators=body.names("OperatorsName"),
        ion=ion,
        overridden=_overridden(told, ion=ion),
    )


def _beams(body: Item, *, ion: bool) -> tuple[Item, ...]:
    part = "Ion" if ion else ""
    told = body.items(f"TreatmentSession{part}BeamSequence")
    treating = tuple(one for one in told if one.code("TreatmentDeliveryType") in _TREATMENT)
    if not treating:
        raise refuse("dicom.no_beams", DICOM)
    return treating


def _beam(told: Item, unit: str) -> ImportedBeam:
    delivered = told.number("DeliveredPrimaryMeterset")
    specified = told.number("SpecifiedPrimaryMeterset")
    if delivered is None or delivered < 0 or (specified is not None and specified < 0):
        raise refuse("dicom.number", DICOM, element="DeliveredPrimaryMeterset")
    return ImportedBeam(
        number=told.count("ReferencedBeamNumber"),
        name=told.text("BeamName"),
        radiation=told.code("RadiationType"),
        specified=specified,
        delivered=delivered,
        unit=told.code("PrimaryDosimeterUnit") or unit,
        termination=_ENDS.get(told.code("TreatmentTerminationStatus"), Termination.UNKNOWN),
    )


def _fraction(told: tuple[Item, ...]) -> int:
    numbers = {one.count("CurrentFractionNumber") for one in told}
    if len(numbers) > 1:
        raise refuse("dicom.several_fractions", DICOM)
    number = numbers.pop()
    if number is None:
        raise refuse("dicom.no_fraction_number", DICOM)
    if number < 1:
        raise refuse("dicom.number", DICOM, element="CurrentFractionNumber")
    return number


def _plan_of(body: Item) -> str:
    if not body.has("ReferencedRTPlanSequence"):
        # the standard asks for it, if only empty; it comes last, so a file cut off lacks it
        raise refuse("dicom.damaged", DICOM)
    plans = body.items("ReferencedRTPlanSequence")
    return plans[0].uid("ReferencedSOPInstanceUID") if plans else ""


def _machine(body: Item) -> str:
    machines = body.items("TreatmentMachineSequence")
    return machines[0].text("TreatmentMachineName") if machines else ""


def _measured(body: Item) -> tuple[Decimal, ...]:
    told = body.items("MeasuredDoseReferenceSequence")
    inside = (one for one in told if one.code("DoseUnits") in ("", "GY"))
    values = (one.number("MeasuredDoseValue") for one in inside)
    return tuple(one for one in values if one is not None)


def _doses(body: Item, beams: tuple[Item, ...]) -> tuple[ImportedDose, ...]:
    """Return the doses of the session; what its beams add up to stands beside each."""
    added = _added(beams)
    told: dict[str, ImportedDose] = {}
    for one in body.items("CalculatedDoseReferenceSequence"):
        number, dose = _reference(one, ""), _dose(one)
        if number is not None:
            by_beams = added.get(number)
            whole = by_beams if dose is None else dose
            name = one.text("CalculatedDoseReferenceDescription")
            if number in told:
                raise refuse("dicom.dose_repeated", DICOM, number=number)
            if whole is not None:
                told[number] = ImportedDose(number, name, whole, by_beams)
    for number, dose in added.items():
        told.setdefault(number, ImportedDose(number, "", dose, dose))
    return tuple(told.values())


def _added(beams: tuple[Item, ...]) -> dict[str, Decimal]:
    added: dict[str, Decimal] = {}
    for beam in beams:
        for one in beam.items("ReferencedCalculatedDoseReferenceSequence"):
            number, dose = _reference(one, "Referenced"), _dose(one)
            if number is not None and dose is not None:
                added[number] = added.get(number, Decimal(0)) + dose
    return added


def _reference(one: Item, word: str) -> str | None:
    """Return the plan's number of a dose reference, or the machine's own after a C."""
    planned = one.count("ReferencedDoseReferenceNumber")
    own = one.count(f"{word}CalculatedDoseReferenceNumber")
    if planned is not None:
        return str(planned)
    return None if own is None else f"C{own}"


def _dose(one: Item) -> Decimal | None:
    dose = one.number("CalculatedDoseReferenceDoseValue")
    if dose is not None and dose < 0:
        raise refuse("dicom.number", DICOM, element="CalculatedDoseReferenceDoseValue")
    return dose


def _overridden(beams: tuple[Item, ...], *, ion: bool) -> tuple[str, ...]:
    part = "Ion" if ion else ""
    points = (p for b in beams for p in b.items(f"{part}ControlPointDeliverySequence"))
    reasons = (one.text("OverrideReason") for p in points for one in p.items("OverrideSequence"))
    return tuple(dict.fromkeys(reasons))
