"""The single acts of the demo's stories; every amount is the labelled example of its site."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ltm_desktop.domain.dosing import (
    CheckDose,
    Given,
    LumbarFacts,
    NotGiven,
    OmmayaFacts,
    PrescribeDose,
    RecordDose,
    RecordDoseNotGiven,
    Syringe,
)
from ltm_desktop.domain.fractions import PrescribeRadiotherapy, RecordFraction, SessionOutcome
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.patients import (
    AccessDevice,
    Consent,
    EnrolPatient,
    Identity,
    Measurements,
)
from ltm_desktop.domain.quantities import Quantity, Unit, gy, mg, ml
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.domain.terms import Access

if TYPE_CHECKING:
    from ltm_desktop.app.demo.stories import Story

VOLUME = ml("5")
_NURSE, _SECOND, _DOCTOR = PersonId("nurse.a"), PersonId("nurse.b"), PersonId("physician.p")


def enrol(story: "Story") -> None:
    """Enter the patient, with consent and arm unless still in screening."""
    part, today = story.part, story.stage.clock.now().date()
    identity = Identity(
        subject_id=f"D01-{story.number:03d}",
        hospital_number=f"{90000000 + story.number * 137}",
        name=part.name,
        born=date.fromisoformat(part.born),
        sex=part.sex,
    )
    device = AccessDevice(
        part.access,
        "right frontal" if part.access is Access.OMMAYA else "",
        today - timedelta(days=10) if part.access is Access.OMMAYA else None,
    )
    weight = Quantity(Decimal(52 + story.number % 30), Unit.KG)
    height = Quantity(Decimal(155 + story.number % 25), Unit.CM)
    command = EnrolPatient(
        patient=story.patient,
        identity=identity,
        consent=Consent("2", today) if part.arm else None,
        arm=part.arm or None,
        access=device,
        measurements=Measurements(weight, height, today),
    )
    story.stage.do("research.r", command)


def _drug(story: "Story") -> tuple[str, Quantity]:
    active = story.stage.desk.active()
    if active is None:
        raise LookupError("the demo site has no signed configuration")
    name = active.drug_names[0]
    return name, active.drug(name).dose


def prescribe(story: "Story", item: PlannedItem) -> None:
    """Let the physician order the example dose."""
    name, dose = _drug(story)
    command = PrescribeDose(story.patient, item.code, name, dose, story.part.access)
    story.stage.do(_DOCTOR, command)


def _people(trouble: str) -> tuple[PersonId, PersonId]:
    return (PersonId("physician.q"), _SECOND) if trouble == "scribe" else (_NURSE, _SECOND)


def _syringe(story: "Story") -> Syringe:
    now = story.stage.clock.now()
    expiry = now.date() + timedelta(days=400)
    use_by = now + timedelta(hours=7)
    return Syringe("pemetrexed 100 mg (demo product)", "DEMO24A7", expiry, VOLUME, use_by)


def check(story: "Story", item: PlannedItem, trouble: str) -> RecordId:
    """Let two people check the dose; return the identity of the act."""
    operator, second = _people(trouble)
    name, dose = _drug(story)
    record = RecordId(story.stage.desk.ids.new("adm"))
    command = CheckDose(
        patient=story.patient,
        record=record,
        item=item.code,
        operator=operator,
        second=second,
        drug=name,
        dose=dose,
        access=story.part.access,
        syringe=_syringe(story),
        identifiers_confirmed=True,
        time_out_done=True,
    )
    story.stage.do(_NURSE, command)
    return record


def _gauge(number: int) -> Quantity:
    return Quantity(Decimal(number), Unit.GAUGE)


def _count(number: int) -> Quantity:
    return Quantity(Decimal(number), Unit.COUNT)


def _facts(access: Access) -> OmmayaFacts | LumbarFacts:
    if access is Access.OMMAYA:
        return OmmayaFacts(
            site_inspection="intact",
            refill="immediate",
            needle_gauge=_gauge(25),
            punctures=_count(1),
            csf_withdrawn=ml("6"),
            csf_appearance="clear",
            csf_return=True,
            flush=ml("1"),
        )
    return LumbarFacts(
        position="left_lateral",
        interspace="l3_4",
        guidance="landmark",
        needle_type="atraumatic",
        needle_gauge=_gauge(22),
        attempts=_count(1),
        csf_withdrawn=ml("6"),
        csf_appearance="clear",
        csf_return=True,
        site_inspection="intact",
        opening_pressure=Quantity(Decimal("17"), Unit.CM_H2O),
        traumatic="none",
    )


def give(
    story: "Story",
    item: PlannedItem,
    record: RecordId,
    trouble: str,
    *,
    took: timedelta = timedelta(minutes=14),
) -> None:
    """Tell the injection that started `took` ago."""
    operator, second = _people(trouble)
    _, dose = _drug(story)
    now = story.stage.clock.now()
    outcome, injected, reason = {
        "partial": (Given.PARTIAL, ml("3"), "patient_unwell"),
        "abandoned": (Given.ABANDONED, ml("1"), "patient_request"),
    }.get(trouble, (Given.COMPLETE, VOLUME, ""))
    command = RecordDose(
        patient=story.patient,
        record=record,
        item=item.code,
        outcome=outcome,
        operator=operator,
        second=second,
        access=story.part.access,
        facts=_facts(story.part.access),
        dose=mg(dose.value),
        volume_injected=injected,
        started_at=now - took,
        ended_at=now - took / 2,
        syringe=story.stage.desk.chart(story.patient).dosing.checks[item.code].syringe,
        reason=reason,
        second_present=trouble != "away",
    )
    story.stage.do(_NURSE, command)


def approve(story: "Story", record: RecordId) -> None:
    """Let a physician who did not give the dose approve its record."""
    story.stage.do(_DOCTOR, ApproveRecord(story.patient, record))


def not_given(
    story: "Story", item: PlannedItem, outcome: NotGiven, until: date | None = None
) -> None:
    """Tell that a dose was not given."""
    reasons = {NotGiven.HELD: "blood_counts", NotGiven.REFUSED: "feels_unwell"}
    command = RecordDoseNotGiven(
        patient=story.patient,
        record=RecordId(story.stage.desk.ids.new("not")),
        item=item.code,
        outcome=outcome,
        reason=reasons.get(outcome, "other"),
        decided_at=story.stage.clock.now(),
        until=until,
        note="synthetic",
    )
    story.stage.do(_NURSE, command)


def prescribe_radiotherapy(story: "Story", start: date) -> None:
    """Let the physician order the protocol's course."""
    active = story.stage.desk.active()
    rule = active.prescription_of(story.part.arm) if active else None
    if rule is None:
        return
    command = PrescribeRadiotherapy(
        patient=story.patient,
        prescription=rule.code,
        total=rule.total,
        fractions=rule.fractions,
        per_fraction=rule.per_fraction,
        targets=("whole_brain",),
        technique="imrt",
        start_on=start,
    )
    story.stage.do(_DOCTOR, command)


def treat(story: "Story", item: PlannedItem, dose: Decimal | None, reason: str) -> None:
    """Tell one session at the machine: whole, part or none of a fraction."""
    outcome = SessionOutcome.NOT_TREATED
    if dose is not None:
        outcome = SessionOutcome.PARTIAL if reason else SessionOutcome.DELIVERED
    command = RecordFraction(
        patient=story.patient,
        record=RecordId(story.stage.desk.ids.new("frx")),
        fraction=item.number,
        outcome=outcome,
        at=story.stage.clock.now() - timedelta(minutes=10),
        delivered=gy(dose) if dose is not None else None,
        machine="Linac 1 (demo)",
        operator=PersonId("therapist.d"),
        second=PersonId("therapist.e") if dose is not None else None,
        imaging="cbct" if dose is not None else "",
        reason=reason,
    )
    story.stage.do("therapist.d", command)
