"""The single acts of the demo's stories; every amount is the labelled example of its site."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ltm_desktop.app.demo.example_facts import assessment, injection_facts, lab_results, vitals
from ltm_desktop.app.demo.example_labs import blood
from ltm_desktop.app.demo.scenes_followed import csf_results
from ltm_desktop.domain.dosing import (
    AfterCare,
    CheckDose,
    Given,
    NotGiven,
    PrescribeDose,
    ReadBy,
    RecordDose,
    RecordDoseNotGiven,
    Syringe,
)
from ltm_desktop.domain.dosing_steps import (
    TIME_OUT_LINES,
    AssessPatient,
    CallPatient,
    CallTimeOut,
    ObservePatient,
    PrepareSyringe,
    ReceiveSyringe,
    ReleaseSyringe,
    StartInjection,
    SyringePrepared,
    VerifyOrder,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.labs import RecordLabs
from ltm_desktop.domain.patients import (
    AccessDevice,
    Consent,
    EnrolPatient,
    Identity,
    Measurements,
)
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.reservoir import RecordReservoir, ReservoirWhat
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.signoff import ApproveRecord
from ltm_desktop.domain.terms import Access

if TYPE_CHECKING:
    from ltm_desktop.app.demo.stories import Story

VOLUME = ml("5")
PRODUCT, GTIN = "pemetrexed 100 mg (demo product)", "06900000100011"
"""A product nobody makes; the number is invented and only its check digit is right."""
_NURSE, _SECOND, _DOCTOR = PersonId("nurse.a"), PersonId("nurse.b"), PersonId("physician.p")
_PHARMACIST = PersonId("pharmacist.c")


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
        "right frontal 右额" if part.access is Access.OMMAYA else "",
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
    if device.implanted_on is not None:
        _reservoir(story, device.implanted_on)


def _reservoir(story: "Story", implanted: date) -> None:
    """Tell the implant and what was looked at before the first use; all of it synthetic."""
    facts = (
        RecordReservoir(
            story.patient,
            ReservoirWhat.IMPLANTED,
            implanted,
            side="right frontal 右额",
            make="Example reservoir (synthetic)",
            surgeon="Demo, S. (synthetic)",
        ),
        RecordReservoir(
            story.patient,
            ReservoirWhat.IMAGING_CHECKED,
            implanted + timedelta(days=1),
            result="tip in the right lateral ventricle (synthetic)",
        ),
        RecordReservoir(
            story.patient,
            ReservoirWhat.FLOW_STUDY,
            implanted + timedelta(days=2),
            result="free flow (synthetic)",
        ),
    )
    for one in facts:
        story.stage.do("research.r", one)


def labs(story: "Story", item: PlannedItem) -> None:
    """Enter results of every analyte the site looks at, drawn an hour ago; CSF once it is known."""
    drawn_at = story.stage.clock.now() - timedelta(hours=1)
    if not story.part.followed:
        story.stage.do(_NURSE, RecordLabs(story.patient, lab_results(drawn_at)))
        return
    results = blood(drawn_at, item.number, falling=story.part.falling)
    found = csf_results(story, item.number)
    csf, findings = (found.results, found.findings) if found else ((), ())
    story.stage.do(_NURSE, RecordLabs(story.patient, (*results, *csf), findings))


def assess(story: "Story", item: PlannedItem) -> None:
    """Let a nurse find nothing against the dose."""
    found = assessment(story.stage.clock.now().date() - timedelta(days=14))
    story.stage.do(_NURSE, AssessPatient(story.patient, item.code, found))


def prescribe(story: "Story", item: PlannedItem) -> None:
    """Let the physician order the example dose."""
    name, dose = _drug(story)
    command = PrescribeDose(story.patient, item.code, name, dose, story.part.access)
    story.stage.do(_DOCTOR, command)


BEFORE_ORDER: tuple[Callable[["Story", PlannedItem], None], ...] = (labs, assess)
"""What the clinic does and finds before it orders a dose, in order."""


def order(story: "Story", item: PlannedItem) -> None:
    """Play everything up to the order of a dose."""
    for scene in BEFORE_ORDER:
        scene(story, item)
    prescribe(story, item)


def verify(story: "Story", item: PlannedItem) -> None:
    """Let the pharmacist verify the order."""
    story.stage.do(_PHARMACIST, VerifyOrder(story.patient, item.code))


def prepare(story: "Story", item: PlannedItem) -> None:
    """Let the pharmacist draw up and label the syringe before a second person."""
    name = story.stage.desk.ids.new("prep")
    now = story.stage.clock.now()
    command = PrepareSyringe(
        patient=story.patient,
        item=item.code,
        preparation=name,
        syringe=_syringe(now, name),
        dose=_ordered(story, item)[1],
        preservative_free=True,
        preparer=_PHARMACIST,
        second=_SECOND,
        prepared_at=now,
        label_printed=True,
    )
    story.stage.do(_PHARMACIST, command)


def release(story: "Story", item: PlannedItem) -> None:
    """Let the pharmacist hand the syringe out."""
    made = _prepared(story, item).preparation
    handed = ReleaseSyringe(story.patient, item.code, made, "Ward courier (synthetic)")
    story.stage.do(_PHARMACIST, handed)


def receive(story: "Story", item: PlannedItem) -> None:
    """Let a nurse take the syringe in, intact."""
    made = _prepared(story, item).preparation
    story.stage.do(_NURSE, ReceiveSyringe(story.patient, item.code, made, intact=True))


def make_ready(story: "Story", item: PlannedItem) -> None:
    """Play everything from the order of a dose to its check."""
    for scene in (verify, prepare, release, receive):
        scene(story, item)


def check(story: "Story", item: PlannedItem, trouble: str) -> RecordId:
    """Let the second person check the dose by its label; return the identity of the act."""
    operator, second = _people(trouble)
    name, dose = _ordered(story, item)
    syringe = _prepared(story, item).syringe
    record = RecordId(story.stage.desk.ids.new("adm"))
    command = CheckDose(
        patient=story.patient,
        record=record,
        item=item.code,
        operator=operator,
        second=second,
        subject_id=_subject(story),
        drug=name,
        dose=dose,
        volume=syringe.volume,
        access=story.part.access,
        use_by=syringe.use_by,
        identifiers_confirmed=True,
    )
    story.stage.do(_NURSE, command)
    return record


def time_out(story: "Story", item: PlannedItem, record: RecordId) -> None:
    """Let the room hear every line of the time-out; who checked is there."""
    check = story.stage.desk.chart(story.patient).dosing.checks_by_record[record]
    people = (check.operator, check.second)
    story.stage.do(_NURSE, CallTimeOut(story.patient, record, item.code, *people, TIME_OUT_LINES))


def start(story: "Story", item: PlannedItem, record: RecordId, trouble: str) -> None:
    """Let the injection begin now."""
    operator, second = _people(trouble)
    now = story.stage.clock.now()
    command = StartInjection(story.patient, record, item.code, operator, second, now)
    story.stage.do(_NURSE, command)


def _drug(story: "Story") -> tuple[str, Quantity]:
    active = story.stage.desk.active()
    if active is None:
        raise LookupError("the demo site has no signed configuration")
    name = active.drug_names[0]
    return name, active.drug(name).dose


def _ordered(story: "Story", item: PlannedItem) -> tuple[str, Quantity]:
    order = story.stage.desk.chart(story.patient).dosing.orders[item.code]
    return order.drug, order.dose


def _people(trouble: str) -> tuple[PersonId, PersonId]:
    return (PersonId("physician.q"), _SECOND) if trouble == "scribe" else (_NURSE, _SECOND)


def _syringe(now: datetime, preparation: str) -> Syringe:
    expiry = now.date() + timedelta(days=400)
    return Syringe(
        PRODUCT,
        "DEMO24A7",
        expiry,
        VOLUME,
        now + timedelta(hours=8),
        gtin=GTIN,
        read_by=ReadBy.SCANNED,
        preparation=preparation,
    )


def _prepared(story: "Story", item: PlannedItem) -> SyringePrepared:
    made = story.stage.desk.chart(story.patient).dosing.steps_of(item.code).preparation
    if made is None:
        raise LookupError(f"{item.code} is not prepared")
    return made.prepared


def _subject(story: "Story") -> str:
    known = story.stage.desk.chart(story.patient).patient
    return known.identity.subject_id if known else ""


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
    _, dose = _ordered(story, item)
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
        facts=injection_facts(story.part.access),
        dose=mg(dose.value),
        volume_injected=injected,
        started_at=now - took,
        ended_at=now - took / 2,
        syringe=story.stage.desk.chart(story.patient).dosing.checks[item.code].syringe,
        reason=reason,
        second_present=trouble != "away",
        after=AfterCare(leftover="destroyed_by_two" if reason else ""),
    )
    story.stage.do(_NURSE, command)


def observe(story: "Story", record: RecordId, *, last: bool, early: str = "") -> None:
    """Tell that nothing happened after the injection, for the last time or not."""
    now = story.stage.clock.now()
    command = ObservePatient(story.patient, record, now, vitals(), (), "", last, early)
    story.stage.do(_NURSE, command)


def call(story: "Story", record: RecordId, day: int) -> None:
    """Tell a call after a lumbar puncture: reached, no headache."""
    now = story.stage.clock.now()
    none = Quantity(Decimal(0), Unit.COUNT)
    story.stage.do(_NURSE, CallPatient(story.patient, record, day, now, True, none))


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
