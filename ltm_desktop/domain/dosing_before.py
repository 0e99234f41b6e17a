"""The steps that make a dose ready: assessed, verified, prepared, released, received.

Refuses a step whose step before does not stand, a syringe that is not the one ordered, and people
who may not.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import Syringe
from ltm_desktop.domain.dosing_measures import FORM, check_measure, check_rating, check_vitals
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.dosing_rules import (
    H10,
    H11,
    H12,
    WRITERS,
    Bedside,
    check_amount,
    check_not_started,
    check_once,
    check_product,
    check_ready,
    check_step,
    check_syringe,
)
from ltm_desktop.domain.dosing_steps import (
    Allergy,
    Assessment,
    AssessPatient,
    OrderVerified,
    PatientAssessed,
    PrepareSyringe,
    ReceiveSyringe,
    ReleaseSyringe,
    SyringePrepared,
    SyringeReceived,
    SyringeReleased,
    VerifyOrder,
)
from ltm_desktop.domain.dosing_told import FUTURE, check_syringe_told
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.overrides import unpassed
from ltm_desktop.domain.people import check_authority, check_role
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.vocabularies import check_codes, check_listed, check_syringe_texts

H17 = "hard rule H17: no preservative"
PREPARERS = (*WRITERS, Role.PHARMACIST)
"""Who may write a preparation down; who prepared and who checked is judged by the register."""


def decide_assess(command: AssessPatient, bedside: Bedside) -> tuple[PatientAssessed]:
    """Tell how the patient is. Raises Refused for a blank history or a settled dose."""
    refuse_if(
        (
            *check_role(bedside.people, bedside.act.author, *WRITERS),
            *check_ready(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.ASSESSED),
            *check_not_started(bedside, command.item),
            *_check_assessment(bedside, command),
        )
    )
    return (PatientAssessed(command.item, command.assessment, command.note),)


def _check_assessment(bedside: Bedside, command: AssessPatient) -> Iterator[Alert]:
    told = command.assessment
    if not told.symptoms.strip():
        yield stop("dosing.field_missing", FORM, field="symptoms")
    yield from check_note(told.symptoms)
    yield from check_note(command.note)
    yield from check_line(told.anticoagulant)
    yield from check_codes(bedside.protocol, "raised_pressure_sign", told.pressure_signs)
    yield from check_vitals(told.vitals)
    yield from check_rating("headache", told.headache)
    yield from check_measure("performance", told.performance, Unit.COUNT)
    yield from _check_allergies(told.allergies or ())
    yield from check_measure("folic_acid_days", told.folic_acid_days, Unit.DAY)
    for on in (told.vitamin_b12_on, told.intravenous_pemetrexed_on):
        if on is not None and bedside.act.is_day_ahead(on):
            yield stop("dosing.future_day", FORM, on=on)
    yield from _check_drugs(told)


def _check_allergies(allergies: tuple[Allergy, ...]) -> Iterator[Alert]:
    named: set[str] = set()
    for one in allergies:
        yield from check_line(one.substance)
        yield from check_line(one.reaction)
        if not one.substance.strip():
            yield stop("dosing.field_missing", FORM, field="allergies")
        elif one.substance.casefold() in named:
            yield stop("dosing.allergy_twice", FORM, substance=one.substance)
        named.add(one.substance.casefold())


def _check_drugs(told: Assessment) -> Iterator[Alert]:
    other = told.other_cytotoxic
    if other is not None:
        yield from check_line(other.drug)
        if not other.drug.strip():
            yield stop("dosing.field_missing", FORM, field="other_cytotoxic")
    if told.anticoagulant_held and not told.anticoagulant.strip():
        yield stop("dosing.field_missing", FORM, field="anticoagulant")


def decide_verify(command: VerifyOrder, bedside: Bedside) -> tuple[OrderVerified]:
    """Verify the order that stands. Raises Refused for anybody but a pharmacist on the register."""
    order = bedside.dosing.orders.get(command.item)
    author = bedside.act.author
    amount = check_amount(bedside.protocol, order.drug, order.dose) if order else ()
    own = (stop("dosing.own_order", H12),) if order and order.prescriber == author else ()
    refuse_if(
        (
            *check_authority(bedside.people, author, Task.VERIFY, bedside.act.today),
            *check_ready(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.VERIFIED),
            *check_once(bedside, command.item, DoseStep.VERIFIED),
            *check_not_started(bedside, command.item),
            *unpassed(bedside, command.item, amount),
            *own,
            *check_note(command.note),
        )
    )
    return (OrderVerified(command.item, author, command.note),)


def decide_prepare(command: PrepareSyringe, bedside: Bedside) -> tuple[SyringePrepared]:
    """Prepare the syringe. Raises Refused when it is not the order, too old, or not labelled."""
    refuse_if(
        (
            *_check_preparers(command, bedside),
            *check_ready(bedside, command.item),
            *check_step(bedside, command.item, DoseStep.PREPARED),
            *check_not_started(bedside, command.item),
            *check_syringe_told(command.syringe),
            *check_syringe_texts(command.syringe),
            *check_listed(bedside.protocol, "typed_reason", command.syringe.typed_reason),
            *_check_label(command, bedside),
            *_check_preparation(command, bedside),
        )
    )
    return (
        SyringePrepared(
            command.item,
            command.preparation,
            command.syringe,
            command.dose,
            command.preservative_free,
            command.preparer,
            command.second,
            command.prepared_at,
            command.label_printed,
        ),
    )


def _check_preparers(command: PrepareSyringe, bedside: Bedside) -> Iterator[Alert]:
    on = bedside.act.day_of(command.prepared_at)
    yield from check_role(bedside.people, bedside.act.author, *PREPARERS)
    if command.preparer == command.second:
        yield stop("dosing.same_person", H12, person=command.preparer)
    yield from check_authority(bedside.people, command.preparer, Task.PREPARE, on)
    yield from check_authority(bedside.people, command.second, Task.CHECK, on)


def _check_preparation(command: PrepareSyringe, bedside: Bedside) -> Iterator[Alert]:
    order = bedside.dosing.orders.get(command.item)
    if order is not None and command.dose != order.dose:
        yield stop("dosing.differs_dose", H10, ordered=order.dose, found=command.dose)
    if not command.preservative_free:
        yield stop("dosing.preservative", H17)
    if bedside.act.is_ahead(command.prepared_at):
        yield stop("dosing.future_time", FUTURE, now=bedside.act.now)
    yield from check_syringe(command.syringe, command.prepared_at, bedside.act)
    yield from check_product(bedside, command.item, command.syringe)
    yield from _check_drawn(command)
    latest = latest_use_by(bedside, command.item, command.syringe, command.prepared_at)
    if latest is not None and elapsed(latest, command.syringe.use_by) > timedelta(0):
        yield stop("dosing.use_by_too_late", H11, latest=latest)


def _check_drawn(command: PrepareSyringe) -> Iterator[Alert]:
    """Return a stop where the dose needs more of its stock than the syringe holds."""
    strength, volume, dose = command.syringe.strength, command.syringe.volume, command.dose
    if strength is None or strength.unit is not Unit.MG_PER_ML or dose.unit is not Unit.MG:
        return
    if volume.unit is Unit.ML and dose.value > strength.value * volume.value > 0:
        found = {"dose": dose, "strength": strength, "volume": volume}
        yield stop("dosing.volume_too_small", H10, **found)


def _check_label(command: PrepareSyringe, bedside: Bedside) -> Iterator[Alert]:
    if not command.preparation.strip():
        yield stop("dosing.field_missing", FORM, field="preparation")
    if not command.label_printed or command.syringe.preparation != command.preparation:
        yield stop("dosing.field_missing", FORM, field="label_printed")
    if command.preparation in bedside.dosing.preparations:
        # a label of the syringe before it may still be lying about
        yield stop("dosing.preparation_used", H10, found=command.preparation)


def latest_use_by(
    bedside: Bedside, code: ItemCode, syringe: Syringe, prepared_at: datetime
) -> datetime | None:
    """Return the earlier of preparation plus beyond-use hours and the end of the product's expiry.

    None without a signed configuration. Source: clinical practice, section 3.8.
    """
    if bedside.protocol is None or bedside.item(code) is None:
        return None
    hours = bedside.protocol.drug_of(code).beyond_use_hours
    keeps = (prepared_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(prepared_at.tzinfo)
    midnight = datetime.combine(syringe.expiry + timedelta(days=1), time(0), bedside.act.now.tzinfo)
    # by instants: two moments of one zone are compared by their clocks, also where clocks repeat
    return min(keeps, midnight, key=lambda one: one.astimezone(UTC))


def decide_release(command: ReleaseSyringe, bedside: Bedside) -> tuple[SyringeReleased]:
    """Hand the syringe out. Raises Refused for another preparation than the one that stands."""
    named = () if command.handed_to.strip() else (_missing("handed_to"),)
    by = bedside.act.author
    refuse_if(
        (
            *check_authority(bedside.people, by, Task.RELEASE, bedside.act.today),
            *_check_moving(bedside, command.item, command.preparation, DoseStep.RELEASED),
            *check_once(bedside, command.item, DoseStep.RELEASED),
            *check_line(command.handed_to),
            *named,
        )
    )
    return (SyringeReleased(command.item, command.preparation, command.handed_to, by),)


def decide_receive(command: ReceiveSyringe, bedside: Bedside) -> tuple[SyringeReceived]:
    """Take the syringe in. Raises Refused for another syringe; a damaged one needs words.

    A syringe found damaged after it was taken in goes back all the same.
    """
    words = () if command.intact or command.note.strip() else (_missing("why_returned"),)
    once = check_once(bedside, command.item, DoseStep.RECEIVED) if command.intact else ()
    by = bedside.act.author
    refuse_if(
        (
            *check_authority(bedside.people, by, Task.TRANSPORT, bedside.act.today),
            *_check_moving(bedside, command.item, command.preparation, DoseStep.RECEIVED),
            *once,
            *check_note(command.note),
            *words,
        )
    )
    return (SyringeReceived(command.item, command.preparation, command.intact, command.note, by),)


def _missing(field: str) -> Alert:
    return stop("dosing.field_missing", FORM, field=field)


def _check_moving(
    bedside: Bedside, code: ItemCode, preparation: str, step: DoseStep
) -> Iterator[Alert]:
    yield from check_ready(bedside, code)
    yield from check_step(bedside, code, step)
    yield from check_not_started(bedside, code)
    made = bedside.dosing.steps_of(code).preparation
    if made is not None and made.prepared.preparation != preparation:
        yield stop("dosing.other_preparation", H10, found=preparation)
