"""A session back in its form, to be told anew; nothing of the old record is changed. No Qt here."""

from datetime import datetime

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.ui.panels.fractions.typed import OTHER, TypedSession


def typed_of(one: FractionRecorded, record: str, act: Act, say: Words) -> TypedSession:
    """Return a session as the texts of its form; `record` is the identity of the new one."""

    def moment(at: datetime | None) -> str:
        return say.moment(at.astimezone(act.now.tzinfo)) if at else ""

    told = one.verification
    words, note = _own_words(one)
    return TypedSession(
        record=record,
        fraction=str(one.fraction),
        outcome=one.outcome.value,
        doses={dose.volume: str(dose.dose.value) for dose in one.delivered},
        at=moment(one.at),
        ended_at=moment(one.ended_at),
        machine=one.machine,
        operator=one.operator,
        second=one.second or "",
        imaging=told.imaging,
        monitor_units=_digits(one.monitor_units),
        vertical=_digits(told.vertical),
        longitudinal=_digits(told.longitudinal),
        lateral=_digits(told.lateral),
        rotation=_digits(told.rotation),
        device=told.device,
        approved_by=told.approved_by or "",
        on_call=one.physician_on_call or "",
        termination=one.termination.value,
        override=one.machine_override,
        reason=one.reason,
        own_words=words,
        resume_on=say.date(one.resume_on) if one.resume_on else "",
        rv_id=one.rv_id,
        note=note,
        incident=one.incident,
        corrects=one.record,
    )


def _own_words(one: FractionRecorded) -> tuple[str, str]:
    """Return the words of the reason "other" and the note; both are kept as one text."""
    if one.reason != OTHER:
        return "", one.note
    words, _, note = one.note.partition("\n")
    return words, note


def _digits(amount: Quantity | None) -> str:
    return str(amount.value) if amount is not None else ""
