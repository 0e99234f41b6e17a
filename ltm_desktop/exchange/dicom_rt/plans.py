"""RT Plans and RT Ion Plans into one proposed course.

Refuses a plan without any fraction group or beam.
"""

from decimal import Decimal

from ltm_desktop.app.imported import (
    FractionGroup,
    ImportedReference,
    PlannedBeam,
    ProposedCourse,
)
from ltm_desktop.domain.errors import refuse
from ltm_desktop.exchange.dicom_rt.elements import DICOM, Item
from ltm_desktop.exchange.dicom_rt.opening import ION_PLAN, PLANS, open_body
from ltm_desktop.exchange.dicom_rt.people import read_patient, read_uid


def course_from(raw: bytes) -> ProposedCourse:
    """Return what a plan says. Raises Refused."""
    body = open_body(
        raw,
        PLANS,
        "dicom.not_a_plan",
        "RTPlanLabel",
        "DoseReferenceSequence",
        "FractionGroupSequence",
        "BeamSequence",
        "IonBeamSequence",
    )
    patient, uid = read_patient(body), read_uid(body)
    ion = body.uid("SOPClassUID") == ION_PLAN
    groups = body.items("FractionGroupSequence")
    if not groups:
        raise refuse("dicom.no_groups", DICOM)
    metersets = _metersets(groups)
    beams = body.items("IonBeamSequence" if ion else "BeamSequence")
    if not beams:
        raise refuse("dicom.no_beams", DICOM)
    return ProposedCourse(
        patient=patient,
        uid=uid,
        label=body.text("RTPlanLabel"),
        groups=tuple(_group(one) for one in groups),
        references=tuple(_reference(one) for one in body.items("DoseReferenceSequence")),
        beams=tuple(_beam(one, metersets, ion=ion) for one in beams if _treats(one)),
    )


def _treats(beam: Item) -> bool:
    return beam.code("TreatmentDeliveryType") in {"", "TREATMENT", "CONTINUATION"}


def _group(one: Item) -> FractionGroup:
    fractions = one.count("NumberOfFractionsPlanned")
    if fractions is not None and fractions < 1:
        raise refuse("dicom.number", DICOM, element="NumberOfFractionsPlanned")
    return FractionGroup(_known(one, "FractionGroupNumber"), fractions)


def _reference(one: Item) -> ImportedReference:
    dose = one.number("TargetPrescriptionDose")
    if dose is not None and dose < 0:
        raise refuse("dicom.number", DICOM, element="TargetPrescriptionDose")
    return ImportedReference(
        number=_known(one, "DoseReferenceNumber"),
        description=one.text("DoseReferenceDescription"),
        kind=one.code("DoseReferenceType"),
        dose=dose,
    )


def _known(one: Item, keyword: str) -> int:
    number = one.count(keyword)
    if number is None:
        raise refuse("dicom.number", DICOM, element=keyword)
    return number


def _metersets(groups: tuple[Item, ...]) -> dict[int, Decimal]:
    told: dict[int, Decimal] = {}
    for group in groups:
        for beam in group.items("ReferencedBeamSequence"):
            number, meterset = beam.count("ReferencedBeamNumber"), beam.number("BeamMeterset")
            if number is not None and meterset is not None:
                told[number] = meterset
    return told


def _beam(one: Item, metersets: dict[int, Decimal], *, ion: bool) -> PlannedBeam:
    points = one.items("IonControlPointSequence" if ion else "ControlPointSequence")
    energies = [energy for p in points if (energy := p.number("NominalBeamEnergy")) is not None]
    number = one.count("BeamNumber")
    return PlannedBeam(
        number=number,
        name=one.text("BeamName"),
        radiation=one.code("RadiationType"),
        # a scanned ion beam has many energies; none of them is the energy of the beam
        energy=energies[0] if len(set(energies)) == 1 else None,
        meterset=None if number is None else metersets.get(number),
        unit=one.code("PrimaryDosimeterUnit"),
        technique=_technique(one, points),
    )


def _technique(one: Item, points: tuple[Item, ...]) -> str:
    """Return the technique a beam hints at; a person confirms it like everything else."""
    if one.code("RadiationType") == "PROTON":
        return "proton"
    if one.code("RadiationType") != "PHOTON":
        return ""
    turns = {p.code("GantryRotationDirection") for p in points} - {"", "NONE"}
    moves = one.code("BeamType") == "DYNAMIC"
    if turns:
        return "vmat" if moves else ""
    return "imrt" if moves else "conformal_3d"
