"""What belongs to a told injection beside the act itself: companions, samples, leftover, source.

Refuses a companion nobody spoke of, a leftover nobody answered for, and a record told late or from
paper that does not say why.
"""

from collections.abc import Iterator
from datetime import timedelta

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import CompanionGiven, RecordDose, Source
from ltm_desktop.domain.dosing_measures import FORM
from ltm_desktop.domain.dosing_told import FUTURE, check_mg
from ltm_desktop.domain.protocol import ActiveCompanion, ActiveProtocol
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.vocabularies import check_codes, check_listed

COMPANIONS = "companion drugs in order, clinical practice section 2.1"
LATE = "late entry and transcription, design section 5"
ORDERS = ("before", "after")
"""When a companion is given: before or after the drug."""


def companions_of(protocol: ActiveProtocol | None, drug: str) -> tuple[ActiveCompanion, ...]:
    """Return what the signed protocol gives in the same visit as a drug."""
    known = protocol.drugs.get(drug) if protocol is not None else None
    return known.companions if known is not None else ()


def check_after_care(
    protocol: ActiveProtocol | None, drug: str, command: RecordDose
) -> Iterator[Alert]:
    """Return what is missing or impossible of what was done beside the injection."""
    after = command.after
    yield from check_codes(protocol, "csf_sample", after.samples)
    yield from check_codes(protocol, "immediate_complication", after.complications)
    yield from check_listed(protocol, "leftover", after.leftover)
    yield from check_note(after.spill)
    if command.volume_injected.value < command.syringe.volume.value and not after.leftover:
        yield stop("dosing.field_missing", FORM, field="leftover")
    for one in after.companions:
        yield from _check_companion(one)
    if command.volume_injected.value == 0:
        return
    spoken = {one.drug for one in after.companions}
    for needed in companions_of(protocol, drug):
        if needed.code not in spoken:
            yield stop("dosing.companion_untold", COMPANIONS, companion=needed.label)


def _check_companion(told: CompanionGiven) -> Iterator[Alert]:
    yield from check_note(told.reason)
    if not told.given:
        if not told.reason.strip():
            yield stop("dosing.companion_unexplained", COMPANIONS, companion=told.drug)
        return
    yield from check_mg(told.dose)
    if told.order not in ORDERS:
        yield stop("dosing.field_missing", FORM, field="companion_order")


def check_companions_kept(
    protocol: ActiveProtocol | None, drug: str, command: RecordDose
) -> Iterator[Alert]:
    """Return where companions given differ from the signed protocol: another drug, dose, order."""
    if protocol is None:
        return
    signed = {one.code: one for one in companions_of(protocol, drug)}
    for told in command.after.companions:
        if not told.given:
            continue
        plan = signed.get(told.drug)
        if plan is None:
            yield stop("dosing.companion_not_planned", COMPANIONS, companion=told.drug)
            continue
        if told.dose != plan.dose:
            yield stop("dosing.companion_dose", COMPANIONS, planned=plan.dose, found=told.dose)
        if told.order != plan.order:
            yield stop("dosing.companion_order", COMPANIONS, companion=plan.label)


def check_source(protocol: ActiveProtocol | None, command: RecordDose, act: Act) -> Iterator[Alert]:
    """Return what a record told late, or copied from downtime paper, does not say of itself."""
    yield from check_note(command.late_reason)
    if command.source is Source.LIVE:
        unsaid = _is_late(protocol, command, act)
    else:
        unsaid = not command.late_reason.strip()
    if unsaid:
        yield stop("dosing.late_needs_reason", LATE)
    yield from _check_paper(command, act)


def _check_paper(command: RecordDose, act: Act) -> Iterator[Alert]:
    paper = {
        "paper_checked_at": command.paper_checked_at,
        "paper_timed_out_at": command.paper_timed_out_at,
    }
    if command.source is not Source.TRANSCRIBED:
        if any(paper.values()):
            yield stop("dosing.not_from_paper", LATE)
        return
    for field, at in paper.items():
        if at is None:
            yield stop("dosing.field_missing", FORM, field=field)
    if any(at is not None and act.is_ahead(at) for at in paper.values()):
        yield stop("dosing.future_time", FUTURE, now=act.now)


def _is_late(protocol: ActiveProtocol | None, command: RecordDose, act: Act) -> bool:
    # a correction has its own reason; when the act was told first stands in what it corrects
    if protocol is None or command.corrects is not None:
        return False
    return elapsed(command.ended_at, act.now) > timedelta(hours=protocol.late_entry_hours)
