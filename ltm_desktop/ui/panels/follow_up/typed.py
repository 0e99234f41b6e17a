"""The form as typed into the command it means; a required field that is empty is named. No Qt."""

from collections.abc import Iterator, Mapping
from datetime import date

from ltm_desktop.domain.ending import CourseEnd, TakeBackEnd
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    ContactWay,
    DeclareLost,
    FollowUpCommand,
    JudgeProgression,
    Milestone,
    NewTherapy,
    RecordContact,
    RecordMilestone,
    TakeBackFollowUp,
)
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.ui.panels.follow_up.shown import Telling, Typed

YES, NO = "yes", "no"
END = "end:"
"""How an end is named among the facts of the list."""
REQUIRED: Mapping[Telling, tuple[str, ...]] = {
    Telling.CONTACT: ("on", "way", "alive"),
    Telling.LOST: ("on", "tried"),
    Telling.PROGRESSION: ("on", "basis"),
    Telling.MILESTONE: ("what", "on"),
    Telling.TAKE_BACK: ("reason",),
}
DAYS = frozenset({"on", "therapy_on"})
"""Fields that hold an ISO date once they are read."""


def missing(typed: Typed) -> Iterator[str]:
    """Yield the fields that must be filled before anything can be said of the rest."""
    telling, fields = Telling(typed.telling), typed.fields
    for name in REQUIRED[telling]:
        if not fields.get(name, ""):
            yield name
    if telling is Telling.CONTACT:
        yield from _halves(fields)
        if typed.about and not fields.get("correction_reason", ""):
            yield "correction_reason"
    if telling is Telling.TAKE_BACK and typed.about.startswith(END) and not fields.get("second"):
        yield "second"


def _halves(fields: Mapping[str, str]) -> Iterator[str]:
    what, on = fields.get("therapy", ""), fields.get("therapy_on", "")
    if what and not on:
        yield "therapy_on"
    if on and not what:
        yield "therapy"


def to_command(typed: Typed, patient: PatientId, record: RecordId) -> FollowUpCommand | TakeBackEnd:
    """Return the command a whole form means."""
    fields = {name: typed.fields.get(name, "") for name in _NAMES}
    match Telling(typed.telling):
        case Telling.CONTACT:
            return _contact(typed, patient, record)
        case Telling.LOST:
            return DeclareLost(patient, record, _day(fields["on"]), fields["tried"])
        case Telling.PROGRESSION:
            return JudgeProgression(patient, record, _day(fields["on"]), fields["basis"])
        case Telling.MILESTONE:
            what, on = Milestone(fields["what"]), _day(fields["on"])
            return RecordMilestone(patient, record, what, on, fields["source"])
        case Telling.TAKE_BACK:
            return _take_back(typed, patient, fields)


_NAMES = ("on", "tried", "basis", "what", "source", "reason", "note", "second")


def _contact(typed: Typed, patient: PatientId, record: RecordId) -> RecordContact:
    fields = typed.fields
    what, on = fields.get("therapy", ""), fields.get("therapy_on", "")
    return RecordContact(
        patient,
        record,
        _day(fields["on"]),
        ContactWay(fields["way"]),
        fields["alive"] == YES,
        disease=fields.get("disease", ""),
        therapy=NewTherapy(_day(on), what) if what else None,
        note=fields.get("note", ""),
        corrects=RecordId(typed.about) if typed.about else None,
        correction_reason=fields.get("correction_reason", "") if typed.about else "",
    )


def _take_back(
    typed: Typed, patient: PatientId, fields: Mapping[str, str]
) -> TakeBackFollowUp | TakeBackEnd:
    second, reason, note = PersonId(fields["second"]), fields["reason"], fields["note"]
    if typed.about.startswith(END):
        end = CourseEnd(typed.about.removeprefix(END))
        return TakeBackEnd(patient, end, reason, second, note)
    return TakeBackFollowUp(patient, RecordId(typed.about), reason, note, second or None)


def filled_from(told: ContactRecorded) -> Mapping[str, str]:
    """Return the form of a contact as it was told, to be put right."""
    return {
        "on": told.on.isoformat(),
        "way": told.way.value,
        "alive": YES if told.alive else NO,
        "disease": told.disease,
        "therapy": told.therapy.what if told.therapy else "",
        "therapy_on": told.therapy.on.isoformat() if told.therapy else "",
        "note": told.note,
    }


def _day(text: str) -> date:
    return date.fromisoformat(text)
