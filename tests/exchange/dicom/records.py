"""Treatment records and plans as a synthetic machine would write them, made with pydicom.

Names, numbers and doses are invented; every record is a whole file that an outside checker passes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from pydicom import dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

BEAMS = "1.2.840.10008.5.1.4.1.1.481.4"
ION = "1.2.840.10008.5.1.4.1.1.481.9"
PLAN = "1.2.840.10008.5.1.4.1.1.481.5"
PLAN_UID = "1.2.826.0.1.3680043.8.498.1"


def uid(number: int) -> str:
    """Return an invented UID."""
    return f"1.2.826.0.1.3680043.8.498.9.{number}"


def dataset(**elements: Any) -> Dataset:
    """Return a data set of elements by keyword; lists of data sets become sequences."""
    made = Dataset()
    for keyword, value in elements.items():
        setattr(made, keyword, value)
    return made


@dataclass(frozen=True)
class BeamSpec:
    """One beam of a record."""

    number: int = 1
    name: str = "G180 (example)"
    specified: str | None = "116.5"
    delivered: str = "116.5"
    termination: str = "NORMAL"
    unit: str = "MU"
    fraction: int | None = 1
    dose: str | None = None
    reference: int | None = 1
    """None: the beam names the machine's own reference 1."""
    override: str | None = None
    """The reason of an override at the machine, blank where the operator gave none."""


@dataclass(frozen=True)
class RecordSpec:
    """One treatment record."""

    uid: str = uid(1)
    patient: str = "H-000001"
    name: str = "SYNTHETIC^Wei"
    born: str = "19610302"
    day: str = "20260316"
    clock: str = "090500"
    machine: str = "LINAC 1"
    operators: str = "EXAMPLE^Tess\\EXAMPLE^Uwe"
    ion: bool = False
    beams: Sequence[BeamSpec] = field(default_factory=lambda: (BeamSpec(),))
    doses: Sequence[tuple[int, str, str]] = ((1, "PTV1", "2.00"),)
    charset: str = "ISO_IR 192"
    extra: dict[str, Any] = field(default_factory=dict)


def record(**changes: Any) -> bytes:
    """Return the bytes of one treatment record."""
    return written(record_set(replace(RecordSpec(), **changes)))


def record_set(spec: RecordSpec) -> Dataset:
    """Return the data set of one treatment record."""
    part = "Ion" if spec.ion else ""
    made = _general(spec, ION if spec.ion else BEAMS, "RTRECORD")
    made.InstanceNumber = "1"
    made.TreatmentDate, made.TreatmentTime = spec.day, spec.clock
    made.ReferencedRTPlanSequence = [
        dataset(ReferencedSOPClassUID=PLAN, ReferencedSOPInstanceUID=PLAN_UID)
    ]
    made.NumberOfFractionsPlanned = "20"
    made.PrimaryDosimeterUnit = spec.beams[0].unit
    made.TreatmentMachineSequence = [
        dataset(
            TreatmentMachineName=spec.machine,
            Manufacturer="Example",
            InstitutionName="Example site",
            ManufacturerModelName="Example",
            DeviceSerialNumber="1",
        )
    ]
    beams = [(_ion_beam if spec.ion else _beam)(one) for one in spec.beams]
    setattr(made, f"TreatmentSession{part}BeamSequence", beams)
    told = [
        dataset(
            CalculatedDoseReferenceDescription=name,
            CalculatedDoseReferenceDoseValue=dose,
            ReferencedDoseReferenceNumber=str(number),
        )
        for number, name, dose in spec.doses
    ]
    if told:
        made.CalculatedDoseReferenceSequence = told
    for keyword, value in spec.extra.items():
        setattr(made, keyword, value)
    return made


def _general(spec: RecordSpec, kind: str, modality: str) -> Dataset:
    return dataset(
        SpecificCharacterSet=spec.charset,
        InstanceCreationDate=spec.day,
        InstanceCreationTime=spec.clock,
        SOPClassUID=kind,
        SOPInstanceUID=spec.uid,
        StudyDate=spec.day,
        StudyTime=spec.clock,
        AccessionNumber="",
        Modality=modality,
        Manufacturer="Example",
        ReferringPhysicianName="",
        OperatorsName=spec.operators,
        PatientName=spec.name,
        PatientID=spec.patient,
        PatientBirthDate=spec.born,
        PatientSex="F",
        StudyInstanceUID=uid(900),
        SeriesInstanceUID=uid(901),
        StudyID="1",
        SeriesNumber="1",
    )


def _session_beam(spec: BeamSpec, part: str) -> Dataset:
    made = dataset(
        ReferencedBeamNumber=str(spec.number),
        BeamName=spec.name,
        BeamType="STATIC",
        TreatmentDeliveryType="TREATMENT",
        CurrentFractionNumber="" if spec.fraction is None else str(spec.fraction),
        TreatmentTerminationStatus=spec.termination,
        TreatmentVerificationStatus="",
        DeliveredPrimaryMeterset=spec.delivered,
        NumberOfWedges="0",
        NumberOfCompensators="0",
        NumberOfBoli="0",
        NumberOfBlocks="0",
        NumberOfControlPoints="2",
    )
    if spec.specified is not None:
        made.SpecifiedPrimaryMeterset = spec.specified
    if spec.dose is not None:
        told = dataset(CalculatedDoseReferenceDoseValue=spec.dose)
        if spec.reference is None:
            told.ReferencedCalculatedDoseReferenceNumber = "1"
        else:
            told.ReferencedDoseReferenceNumber = str(spec.reference)
        made.ReferencedCalculatedDoseReferenceSequence = [told]
    points = [_point(spec, index, ion=bool(part)) for index in range(2)]
    setattr(made, f"{part}ControlPointDeliverySequence", points)
    return made


def _beam(spec: BeamSpec) -> Dataset:
    made = _session_beam(spec, "")
    made.RadiationType = "PHOTON"
    made.BeamLimitingDeviceLeafPairsSequence = [
        dataset(RTBeamLimitingDeviceType="ASYMX", NumberOfLeafJawPairs="1")
    ]
    return made


def _ion_beam(spec: BeamSpec) -> Dataset:
    made = _session_beam(spec, "Ion")
    made.RadiationType = "PROTON"
    made.ScanMode = "NONE"
    made.NumberOfRangeShifters = "0"
    made.NumberOfLateralSpreadingDevices = "0"
    made.NumberOfRangeModulators = "0"
    made.PatientSupportType = "TABLE"
    return made


def _point(spec: BeamSpec, index: int, *, ion: bool) -> Dataset:
    made = dataset(
        TreatmentControlPointDate="20260316",
        TreatmentControlPointTime="090500",
        ReferencedControlPointIndex=str(index),
        SpecifiedMeterset=str(index * 100),
        DeliveredMeterset=str(index * 100),
    )
    if not ion:
        made.DoseRateSet = made.DoseRateDelivered = "400"
    if index == 0:
        made.NominalBeamEnergy = "6"
        if not ion:
            made.NominalBeamEnergyUnit = "MV"
        made.GantryAngle, made.GantryRotationDirection = "180", "NONE"
        made.BeamLimitingDeviceAngle, made.BeamLimitingDeviceRotationDirection = "0", "NONE"
        made.PatientSupportAngle, made.PatientSupportRotationDirection = "0", "NONE"
        if not ion:
            made.TableTopEccentricAngle, made.TableTopEccentricRotationDirection = "0", "NONE"
        made.TableTopVerticalPosition = "0"
        made.TableTopLongitudinalPosition = "0"
        made.TableTopLateralPosition = "0"
    if index == 0 and spec.override is not None:
        made.OverrideSequence = [
            dataset(
                OperatorsName="EXAMPLE^Tess",
                OverrideReason=spec.override,
                OverrideParameterPointer=0x300A011E,
            )
        ]
    return made


@dataclass(frozen=True)
class PlanSpec:
    """One plan."""

    targets: Sequence[tuple[int, str, str | None]] = ((1, "PTV1", "40"),)
    fractions: Sequence[int | None] = (20,)
    beam_type: str = "STATIC"
    rotation: str = "NONE"
    energy: str = "6"
    radiation: str = "PHOTON"
    patient: str = "H-000001"
    name: str = "SYNTHETIC^Wei"
    born: str = "19610302"


def plan(**changes: Any) -> bytes:
    """Return the bytes of one RT Plan."""
    spec = replace(PlanSpec(), **changes)
    shared = RecordSpec(uid=PLAN_UID, patient=spec.patient, name=spec.name, born=spec.born)
    made = _general(shared, PLAN, "RTPLAN")
    made.RTPlanLabel, made.RTPlanDate, made.RTPlanTime = "EXAMPLE", "20260310", "120000"
    made.RTPlanGeometry = "TREATMENT_DEVICE"
    made.DoseReferenceSequence = [_reference(*one) for one in spec.targets]
    made.FractionGroupSequence = [
        dataset(
            FractionGroupNumber=str(number),
            NumberOfFractionsPlanned="" if count is None else str(count),
            NumberOfBeams="1",
            NumberOfBrachyApplicationSetups="0",
            ReferencedBeamSequence=[dataset(ReferencedBeamNumber="1", BeamMeterset="116.5")],
        )
        for number, count in enumerate(spec.fractions, start=1)
    ]
    made.BeamSequence = [
        dataset(
            BeamNumber="1",
            BeamName="Arc (example)",
            BeamType=spec.beam_type,
            RadiationType=spec.radiation,
            TreatmentDeliveryType="TREATMENT",
            PrimaryDosimeterUnit="MU",
            TreatmentMachineName="LINAC 1",
            BeamLimitingDeviceSequence=[
                dataset(RTBeamLimitingDeviceType="ASYMX", NumberOfLeafJawPairs="1")
            ],
            NumberOfWedges="0",
            NumberOfCompensators="0",
            NumberOfBoli="0",
            NumberOfBlocks="0",
            FinalCumulativeMetersetWeight="1",
            NumberOfControlPoints="2",
            ControlPointSequence=[
                dataset(
                    ControlPointIndex="0",
                    CumulativeMetersetWeight="0",
                    NominalBeamEnergy=spec.energy,
                    GantryRotationDirection=spec.rotation,
                ),
                dataset(ControlPointIndex="1", CumulativeMetersetWeight="1"),
            ],
        )
    ]
    return written(made)


def _reference(number: int, name: str, dose: str | None) -> Dataset:
    made = dataset(
        DoseReferenceNumber=str(number),
        DoseReferenceStructureType="SITE",
        DoseReferenceDescription=name,
        DoseReferenceType="TARGET" if dose else "ORGAN_AT_RISK",
    )
    if dose:
        made.TargetPrescriptionDose = dose
    return made


def written(made: Dataset, syntax: str = ExplicitVRLittleEndian) -> bytes:
    """Return a data set as a file."""
    made.file_meta = FileMetaDataset()
    made.file_meta.MediaStorageSOPClassUID = UID(made.get("SOPClassUID", BEAMS))
    made.file_meta.MediaStorageSOPInstanceUID = UID(made.get("SOPInstanceUID") or uid(1))
    made.file_meta.TransferSyntaxUID = UID(syntax)
    stream = BytesIO()
    dcmwrite(stream, made, enforce_file_format=True)
    return stream.getvalue()
