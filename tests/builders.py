"""Small builders: people, site, protocol and commands of an invented clinic, for stories.py.

All people and data are synthetic.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ltm_desktop.domain.delegation import tasks_of
from ltm_desktop.domain.dosing import (
    AfterCare,
    CheckDose,
    Given,
    LumbarFacts,
    NotGiven,
    OmmayaFacts,
    PrescribeDose,
    ReadBy,
    RecordDose,
    RecordDoseNotGiven,
    Syringe,
)
from ltm_desktop.domain.dosing_steps import (
    TIME_OUT_LINES,
    Assessment,
    AssessPatient,
    CallPatient,
    CallTimeOut,
    ObservePatient,
    PrepareSyringe,
    ReceiveSyringe,
    ReleaseSyringe,
    StartInjection,
    StopTimeOut,
    VerifyOrder,
    Vitals,
)
from ltm_desktop.domain.follow_up import ContactWay, RecordContact
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.labs import LabResult, RecordLabs
from ltm_desktop.domain.patients import Consent, EnrolPatient, Identity
from ltm_desktop.domain.people import (
    NEEDED_TRAINING,
    Competency,
    Delegation,
    HumanName,
    Person,
    Training,
    TrainingTopic,
)
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.products import ProductApproved
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.reservoir import RecordReservoir, ReservoirWhat
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.site import ConfigurationSigned, SiteFounded, SiteKind, SiteState
from ltm_desktop.domain.terms import Access, Role, Sex, Task
from tests.cases.clinical import STUDY, VERSION, day, example_values

ZONE = ZoneInfo("Asia/Shanghai")
PATIENT = PatientId("pat-0001")
ANCHOR = date(2026, 3, 2)
"""A Monday, the scheduled first dose of every story."""

GTIN = "04012345678901"
"""An invented number with a right check digit."""

NURSE = PersonId("n.example")
SECOND = PersonId("s.example")
PHYSICIAN = PersonId("d.example")
INVESTIGATOR = PersonId("i.example")
PHARMACIST = PersonId("p.example")
THERAPIST = PersonId("t.example")
OTHER_THERAPIST = PersonId("u.example")
RESEARCH_NURSE = PersonId("r.example")
ADMINISTRATOR = PersonId("a.example")
MONITOR = PersonId("m.example")

FIRST_DAY = "2026-03-02"
ASSESSOR = "Example assessor (synthetic)"
_BEDSIDE = (Task.TRANSPORT, Task.CHECK, Task.ADMINISTER)
_PHARMACY = (Task.VERIFY, Task.PREPARE, Task.RELEASE, Task.CHECK)
_STAFF: Mapping[PersonId, tuple[str, str, Role, tuple[Task, ...]]] = {
    NURSE: ("EXAMPLE", "Nora", Role.NURSE, _BEDSIDE),
    SECOND: ("EXAMPLE", "Sam", Role.NURSE, _BEDSIDE),
    PHYSICIAN: ("EXAMPLE", "Dana", Role.PHYSICIAN, (Task.PRESCRIBE, *_BEDSIDE)),
    INVESTIGATOR: ("EXAMPLE", "Ines", Role.INVESTIGATOR, (Task.PRESCRIBE, *_BEDSIDE)),
    PHARMACIST: ("EXAMPLE", "Piet", Role.PHARMACIST, _PHARMACY),
    THERAPIST: ("EXAMPLE", "Tess", Role.THERAPIST, ()),
    OTHER_THERAPIST: ("EXAMPLE", "Uwe", Role.THERAPIST, ()),
    RESEARCH_NURSE: ("EXAMPLE", "Rosa", Role.RESEARCH_NURSE, ()),
    ADMINISTRATOR: ("EXAMPLE", "Ada", Role.ADMINISTRATOR, ()),
    MONITOR: ("EXAMPLE", "Mo", Role.MONITOR, ()),
}


def at(text: str) -> datetime:
    """Return a moment at the site from "2026-03-02 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def item(code: str) -> ItemCode:
    """Return the code of a planned item."""
    return ItemCode(code)


def calendar(*closures: str) -> WorkingCalendar:
    """Return Monday to Friday with some closed days."""
    return WorkingCalendar(frozenset({1, 2, 3, 4, 5}), frozenset(day(one) for one in closures))


def person(who: PersonId, **changes: Any) -> Person:
    """Return a colleague who is certified, trained, delegated to and on the register."""
    family, given, role, tasks = _STAFF[who]
    known = Person(
        person=who,
        name=HumanName(family, given),
        roles=(role,),
        competencies=tuple(competency(task) for task in tasks),
        fingerprint=f"fingerprint-of-{who}",
        certificate="Y2VydGlmaWNhdGU=",
        endorsement="00",
        accepted=True,
        trainings=tuple(training(topic) for topic in NEEDED_TRAINING),
    )
    known = replace(known, **changes)
    if "delegations" in changes:
        return known
    return replace(known, delegations=tuple(delegation(task) for task in tasks_of(known)))


def training(topic: TrainingTopic, on: str = "2025-01-01") -> Training:
    """Return one training."""
    return Training(topic, day(on), "Example trainer (synthetic)")


def delegation(task: Task, since: str = "2025-01-01", until: str | None = None) -> Delegation:
    """Return one line of the delegation log."""
    return Delegation(task, day(since), None if until is None else day(until))


def competency(task: Task, since: str = "2025-01-01", until: str | None = None) -> Competency:
    """Return one line of the register."""
    return Competency(task, day(since), None if until is None else day(until), ASSESSOR)


def configuration(number: int = 1) -> ConfigurationSigned:
    """Return the event of a signed example configuration."""
    values = tuple(sorted(example_values().items()))
    return ConfigurationSigned(number, STUDY, VERSION, "0" * 64, values, INVESTIGATOR)


def founded(**changes: Any) -> SiteFounded:
    """Return the event that founded the invented clinic."""
    event = SiteFounded(
        name="Example Clinic (synthetic)",
        code="EX1",
        zone="Asia/Shanghai",
        country="CN",
        kind=SiteKind.DEMO,
        authority="Y2E=",
        authority_fingerprint="fingerprint-of-ca",
    )
    return replace(event, **changes)


def site(*people: Person) -> SiteState:
    """Return the site with all its staff; people given here replace those of the same id."""
    staff = {who: person(who) for who in _STAFF} | {one.person: one for one in people}
    return SiteState(founded(), staff, configuration(), products={GTIN: product()})


def product(**changes: Any) -> ProductApproved:
    """Return an invented product, approved for intrathecal use."""
    approved = ProductApproved(
        gtin=GTIN,
        name="pemetrexed (example product)",
        drug="pemetrexed",
        strength=mg("100"),
        preservative_free=True,
        volume=None,
        note="synthetic",
        pharmacist=PHARMACIST,
    )
    return replace(approved, **changes)


_COUNTS = {
    "platelets": ("180", Unit.PER_NL),
    "neutrophils": ("3.2", Unit.PER_NL),
    "creatinine_clearance": ("92", Unit.ML_PER_MIN),
    "inr": ("1.0", Unit.COUNT),
}


def lab(analyte: str, value: str, sampled: str, **changes: Any) -> LabResult:
    """Return one result in the unit of the protocol."""
    units = {"creatinine": Unit.UMOL_PER_L} | {code: one[1] for code, one in _COUNTS.items()}
    result = LabResult(analyte, Quantity(mg(value).value, units[analyte]), at(sampled))
    return replace(result, **changes)


def labs(sampled: str = "2026-03-02 07:00", **values: str) -> RecordLabs:
    """Return unremarkable results of every analyte the example site looks at; some may differ."""
    told = {code: one[0] for code, one in _COUNTS.items()} | values
    # stories tell the same hour again with another value: a second report of the sample
    again = ("labs.twice",)
    results = (lab(code, told[code], sampled, confirmed=again) for code in told)
    return RecordLabs(PATIENT, tuple(results))


def reservoir(what: ReservoirWhat, on: str = "2026-02-20", **changes: str) -> RecordReservoir:
    """Return one fact of the reservoir."""
    return RecordReservoir(PATIENT, what, date.fromisoformat(on), **changes)


def contact(on: str = "2026-03-02", record: str = "fup-1", **changes: Any) -> RecordContact:
    """Return a contact by telephone that found the patient alive."""
    told = RecordContact(PATIENT, RecordId(record), date.fromisoformat(on), ContactWay.PHONE, True)
    return replace(told, **changes)


def identity(**changes: Any) -> Identity:
    """Return the identity of an invented patient."""
    known = Identity(
        subject_id="EX1-001",
        hospital_number="H-000001",
        name=HumanName("SYNTHETIC", "Wei", "合成伟", "hecheng wei"),
        born=date(1961, 3, 2),
        sex=Sex.FEMALE,
    )
    return replace(known, **changes)


def enrol(**changes: Any) -> EnrolPatient:
    """Return an enrolment in arm A, consented."""
    command = EnrolPatient(
        patient=PATIENT,
        identity=identity(),
        consent=Consent("ICF 1.0 (example)", day("2026-02-20")),
        arm="A",
    )
    return replace(command, **changes)


def plan(anchor: date = ANCHOR) -> PlanTreatment:
    """Return the command that plans the doses."""
    return PlanTreatment(PATIENT, anchor)


def order(code: str = "IND-1", **changes: Any) -> PrescribeDose:
    """Return an order of 10 mg by the reservoir."""
    command = PrescribeDose(PATIENT, item(code), "pemetrexed", mg("10"), Access.OMMAYA)
    return replace(command, **changes)


def syringe(on: str = FIRST_DAY, **changes: Any) -> Syringe:
    """Return a syringe of 5 mL, good until six in the evening of its day."""
    tray = Syringe(
        product="pemetrexed (example product)",
        lot="LOT-EX-1",
        expiry=day("2027-01-31"),
        volume=ml("5.0"),
        use_by=at(f"{on} 18:00"),
        gtin=GTIN,
        read_by=ReadBy.SCANNED,
    )
    return replace(tray, **changes)


def ommaya(**changes: Any) -> OmmayaFacts:
    """Return an unremarkable puncture of a reservoir."""
    facts = OmmayaFacts(
        site_inspection="intact",
        refill="immediate",
        needle_gauge=Quantity(mg("25").value, Unit.GAUGE),
        punctures=Quantity(mg("1").value, Unit.COUNT),
        csf_withdrawn=ml("5.0"),
        csf_appearance="clear",
        csf_return=True,
    )
    return replace(facts, **changes)


def lumbar(**changes: Any) -> LumbarFacts:
    """Return an unremarkable lumbar puncture."""
    facts = LumbarFacts(
        position="left_lateral",
        interspace="l3_4",
        guidance="landmark",
        needle_type="atraumatic",
        needle_gauge=Quantity(mg("22").value, Unit.GAUGE),
        attempts=Quantity(mg("1").value, Unit.COUNT),
        csf_withdrawn=ml("5.0"),
        csf_appearance="clear",
        csf_return=True,
        site_inspection="intact",
        opening_pressure=Quantity(mg("18").value, Unit.CM_H2O),
        traumatic="none",
    )
    return replace(facts, **changes)


def check(code: str = "IND-1", on: str = FIRST_DAY, **changes: Any) -> CheckDose:
    """Return the check of an ordered dose by two people."""
    command = CheckDose(
        patient=PATIENT,
        record=RecordId(f"adm-{code}"),
        item=item(code),
        operator=NURSE,
        second=SECOND,
        drug="pemetrexed",
        dose=mg("10"),
        subject_id=identity().subject_id,
        volume=ml("5.0"),
        use_by=at(f"{on} 18:00"),
        access=Access.OMMAYA,
        identifiers_confirmed=True,
    )
    return replace(command, **changes)


def assessment(**changes: Any) -> Assessment:
    """Return an assessment that finds nothing against a dose."""
    told = Assessment(
        consent_valid=True,
        symptoms="none",
        vitals=Vitals(),
        pressure_signs=(),
        local_infection=False,
        anticoagulant="",
        anticoagulant_held=False,
        folic_acid_days=Quantity(mg("7").value, Unit.DAY),
        vitamin_b12_on=day("2026-02-25"),
    )
    return replace(told, **changes)


def assess(code: str = "IND-1", **changes: Any) -> AssessPatient:
    """Return the assessment of a patient who may have the dose."""
    return AssessPatient(PATIENT, item(code), assessment(**changes))


def verify(code: str = "IND-1") -> VerifyOrder:
    """Return a pharmacist's verification."""
    return VerifyOrder(PATIENT, item(code))


def prepare(code: str = "IND-1", made: str = "2026-03-02 09:30", **changes: Any) -> PrepareSyringe:
    """Return the preparation of an ordered dose, drawn up half an hour before ten."""
    number = f"prep-{code}"
    command = PrepareSyringe(
        patient=PATIENT,
        item=item(code),
        preparation=number,
        syringe=syringe(made[:10], preparation=number),
        dose=mg("10"),
        preservative_free=True,
        preparer=PHARMACIST,
        second=SECOND,
        prepared_at=at(made),
        label_printed=True,
    )
    return replace(command, **changes)


def release(code: str = "IND-1") -> ReleaseSyringe:
    """Return the release of a prepared syringe."""
    return ReleaseSyringe(PATIENT, item(code), f"prep-{code}", "Courier (synthetic)")


def receive(code: str = "IND-1") -> ReceiveSyringe:
    """Return the receipt of an intact syringe."""
    return ReceiveSyringe(PATIENT, item(code), f"prep-{code}", intact=True)


def time_out(code: str = "IND-1", **changes: Any) -> CallTimeOut:
    """Return a time-out with every line confirmed."""
    adm = RecordId(f"adm-{code}")
    command = CallTimeOut(PATIENT, adm, item(code), NURSE, SECOND, TIME_OUT_LINES)
    return replace(command, **changes)


def stop_time_out(code: str = "IND-1", **changes: Any) -> StopTimeOut:
    """Return a "no" said at the line of the dose."""
    adm = RecordId(f"adm-{code}")
    command = StopTimeOut(PATIENT, adm, item(code), "dose", "label not readable (synthetic)")
    return replace(command, **changes)


def start(code: str = "IND-1", started: str = "2026-03-02 10:02", **changes: Any) -> StartInjection:
    """Return the start of an injection by the people who checked."""
    command = StartInjection(
        PATIENT, RecordId(f"adm-{code}"), item(code), NURSE, SECOND, at(started)
    )
    return replace(command, **changes)


def record(code: str = "IND-1", started: str = "2026-03-02 10:02", **changes: Any) -> RecordDose:
    """Return a complete injection of five minutes."""
    begun = at(started)
    command = RecordDose(
        patient=PATIENT,
        record=RecordId(f"adm-{code}"),
        item=item(code),
        outcome=Given.COMPLETE,
        operator=NURSE,
        second=SECOND,
        access=Access.OMMAYA,
        facts=ommaya(),
        dose=mg("10"),
        volume_injected=ml("5.0"),
        started_at=begun,
        ended_at=begun + timedelta(minutes=5),
        syringe=syringe(started[:10], preparation=f"prep-{code}"),
    )
    command = replace(command, **changes)
    if "after" not in changes and command.volume_injected.value < command.syringe.volume.value:
        return replace(command, after=AfterCare(leftover="destroyed_by_two"))
    return command


def vitals(**changes: Any) -> Vitals:
    """Return unremarkable vital signs."""
    told = Vitals(
        temperature=Quantity(mg("36.8").value, Unit.CELSIUS),
        pulse=Quantity(mg("72").value, Unit.PER_MIN),
        systolic=Quantity(mg("124").value, Unit.MM_HG),
        diastolic=Quantity(mg("78").value, Unit.MM_HG),
        saturation=Quantity(mg("98").value, Unit.PERCENT),
        pain=Quantity(mg("0").value, Unit.COUNT),
        coma_scale=Quantity(mg("15").value, Unit.COUNT),
    )
    return replace(told, **changes)


def observe(
    code: str = "IND-1", seen: str = "2026-03-02 11:10", *, last: bool = True, **changes: Any
) -> ObservePatient:
    """Return the last observation after an injection, an hour after it ended."""
    command = ObservePatient(
        PATIENT, RecordId(f"adm-{code}"), at(seen), vitals(), complications=(), last=last
    )
    return replace(command, **changes)


def call(day: int = 1, called: str = "2026-03-03 09:00", **changes: Any) -> CallPatient:
    """Return a call after a lumbar puncture in which the patient had no headache."""
    none = Quantity(mg("0").value, Unit.COUNT)
    command = CallPatient(
        PATIENT, RecordId("adm-IND-1"), day, at(called), reached=True, headache=none
    )
    return replace(command, **changes)


_REASONS: Mapping[NotGiven, str] = {
    NotGiven.HELD: "toxicity",
    NotGiven.OMITTED: "toxicity",
    NotGiven.REFUSED: "side_effects",
    NotGiven.UNAVAILABLE: "drug_not_prepared",
    NotGiven.ABSENT: "did_not_attend",
    NotGiven.UNKNOWN: "no_record",
}


def not_given(
    code: str = "IND-1",
    outcome: NotGiven = NotGiven.OMITTED,
    decided: str = "2026-03-02 10:00",
    **changes: Any,
) -> RecordDoseNotGiven:
    """Return a dose that was not given, with a reason of its outcome's list."""
    command = RecordDoseNotGiven(
        patient=PATIENT,
        record=RecordId(f"not-{code}-{outcome.value}"),
        item=item(code),
        outcome=outcome,
        reason=_REASONS[outcome],
        decided_at=at(decided),
    )
    return replace(command, **changes)
