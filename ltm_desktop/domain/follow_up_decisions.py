"""Who may tell a patient's follow-up, and what stands against a fact of it.

Refuses days to come, a patient alive after a death, a death that nobody recorded, and a
progression judged by anybody but a physician.
"""

from collections.abc import Iterator
from datetime import date

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse_if
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    DeclareLost,
    FollowUpCommand,
    FollowUpSlice,
    FollowUpTakenBack,
    JudgeProgression,
    LostToFollowUp,
    MilestoneRecorded,
    ProgressionJudged,
    RecordContact,
    RecordMilestone,
    TakeBackFollowUp,
)
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.patients import ENROLLERS, PatientSlice
from ltm_desktop.domain.people import People, check_colleague, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_listed

JUDGES = (Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may say that a disease progressed, and that it did not."""
CONTACTS = "clinical practice section 7.3: the day of a contact is kept apart from its entry"
PROGRESSION = "clinical practice section 7.3: neurological progression"
KEPT = "21 CFR 11.10(e): changes do not obscure what was recorded before"
TWO = "design section 3: a void needs a reason and a second person"


@dataclass(frozen=True, slots=True)
class Followed:
    """Everything a decision about the follow-up looks at."""

    patient: PatientSlice
    known: FollowUpSlice
    people: People
    protocol: ActiveProtocol | None
    act: Act


def decide_follow_up(command: FollowUpCommand, at: Followed) -> tuple[object, ...]:
    """Tell a fact of the follow-up, or take one back. Raises Refused with every reason."""
    match command:
        case RecordContact():
            return _contact(command, at)
        case DeclareLost():
            return _lost(command, at)
        case JudgeProgression():
            return _progression(command, at)
        case RecordMilestone():
            return _milestone(command, at)
        case _:
            return _take_back(command, at)


def follow_up_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return who must sign a command of this topic, with which meaning."""
    match command:
        case JudgeProgression():
            return (Signer(act.author, Meaning.REVIEWED),)
        case TakeBackFollowUp() if command.second is not None:
            return (Signer(command.second, Meaning.WITNESSED),)
        case _:
            return ()


def _contact(command: RecordContact, at: Followed) -> tuple[ContactRecorded]:
    refuse_if(check_role(at.people, at.act.author, *ENROLLERS))
    refuse_if(check_contact(command, at))
    return (
        ContactRecorded(
            command.record,
            command.on,
            command.way,
            command.alive,
            command.disease,
            command.therapy,
            command.note,
            command.corrects,
            command.correction_reason,
        ),
    )


def check_contact(command: RecordContact, at: Followed) -> Iterator[Alert]:
    """Return what stands against a contact as it is told."""
    yield from _check_new(command, at)
    yield from _check_day(command.on, at)
    died = at.patient.died_on
    if command.alive and died is not None and command.on > died:
        yield stop("follow_up.after_death", CONTACTS, on=command.on, died=died)
    if not command.alive and died is None:
        yield stop("follow_up.death_not_recorded", CONTACTS)
    if command.therapy is not None:
        yield from _check_therapy(command, at)
    yield from check_listed(at.protocol, "disease_state", command.disease)
    yield from check_note(command.note)
    yield from _check_correction(command, at)


def _check_therapy(command: RecordContact, at: Followed) -> Iterator[Alert]:
    therapy = command.therapy
    if therapy is None:
        return
    yield from check_note(therapy.what)
    if not therapy.what.strip():
        yield stop("follow_up.therapy_unnamed", CONTACTS)
    died = at.patient.died_on
    if died is not None and therapy.on > died:
        yield stop("follow_up.after_death", CONTACTS, on=therapy.on, died=died)
    elif therapy.on > command.on:
        # nobody can tell on a day of what began after it
        yield stop("follow_up.therapy_later", CONTACTS, on=therapy.on, contact=command.on)
    else:
        yield from _check_day(therapy.on, at)


def _check_correction(command: RecordContact, at: Followed) -> Iterator[Alert]:
    if command.corrects is None:
        return
    old = at.known.find(command.corrects)
    if old is None or not isinstance(old.fact, ContactRecorded):
        yield stop("follow_up.unknown", KEPT)
    elif not old.stands:
        yield stop("follow_up.already_put_right", KEPT)
    if not command.correction_reason.strip():
        yield stop("corrections.reason_missing", KEPT)
    yield from check_listed(at.protocol, "correction_reason", command.correction_reason)


def _lost(command: DeclareLost, at: Followed) -> tuple[LostToFollowUp]:
    refuse_if(check_role(at.people, at.act.author, *ENROLLERS))
    refuse_if(check_lost(command, at))
    return (LostToFollowUp(command.record, command.on, command.tried),)


def check_lost(command: DeclareLost, at: Followed) -> Iterator[Alert]:
    """Return what stands against giving a patient up as lost."""
    yield from _check_new(command, at)
    yield from _check_day(command.on, at)
    seen, died, lost = at.known.last_alive, at.patient.died_on, at.known.lost
    if died is not None:
        yield stop("patients.already_ended", CONTACTS, on=died)
    if lost is not None:
        yield stop("follow_up.already_lost", CONTACTS, on=lost.on)
    if seen is not None and seen > command.on:
        yield stop("follow_up.seen_since", CONTACTS, on=seen)
    if not command.tried.strip():
        yield stop("follow_up.tried_missing", CONTACTS)
    yield from check_note(command.tried)


def _progression(command: JudgeProgression, at: Followed) -> tuple[ProgressionJudged]:
    refuse_if(check_role(at.people, at.act.author, *JUDGES))
    refuse_if(check_progression(command, at))
    return (ProgressionJudged(command.record, command.on, command.basis, at.act.author),)


def check_progression(command: JudgeProgression, at: Followed) -> Iterator[Alert]:
    """Return what stands against a progression as a physician tells it."""
    yield from _check_new(command, at)
    yield from _check_day(command.on, at)
    died = at.patient.died_on
    if died is not None and command.on > died:
        yield stop("follow_up.after_death", PROGRESSION, on=command.on, died=died)
    if not command.basis.strip():
        yield stop("follow_up.basis_missing", PROGRESSION)
    yield from check_note(command.basis)


def _milestone(command: RecordMilestone, at: Followed) -> tuple[MilestoneRecorded]:
    refuse_if(check_role(at.people, at.act.author, *ENROLLERS))
    refuse_if(check_milestone(command, at))
    return (MilestoneRecorded(command.record, command.what, command.on, command.source),)


def check_milestone(command: RecordMilestone, at: Followed) -> Iterator[Alert]:
    """Return what stands against a day of the course."""
    yield from _check_new(command, at)
    yield from _check_day(command.on, at)
    known = at.known.milestone(command.what)
    if known is not None:
        yield stop("follow_up.milestone_known", KEPT, on=known)
    died = at.patient.died_on
    if died is not None and command.on > died:
        yield stop("follow_up.after_death", CONTACTS, on=command.on, died=died)
    yield from check_note(command.source)


def _take_back(command: TakeBackFollowUp, at: Followed) -> tuple[FollowUpTakenBack]:
    told = at.known.find(command.record)
    judged = told is not None and isinstance(told.fact, ProgressionJudged)
    refuse_if(check_role(at.people, at.act.author, *(JUDGES if judged else ENROLLERS)))
    refuse_if(check_take_back(command, at))
    author = at.act.author
    return (
        FollowUpTakenBack(command.record, command.reason, command.note, author, command.second),
    )


def check_take_back(command: TakeBackFollowUp, at: Followed) -> Iterator[Alert]:
    """Return what stands against taking a fact back."""
    told = at.known.find(command.record)
    if told is None:
        yield stop("follow_up.unknown", KEPT)
    elif not told.stands:
        yield stop("follow_up.already_put_right", KEPT)
    if not command.reason.strip():
        yield stop("follow_up.reason_missing", KEPT)
    yield from check_listed(at.protocol, "void_reason", command.reason)
    yield from check_note(command.note)
    if command.second is not None:
        yield from check_second(command.second, at.people, at.act)
    elif told is not None and isinstance(told.fact, ProgressionJudged):
        yield stop("follow_up.second_missing", TWO)


def check_second(second: PersonId, people: People, act: Act) -> Iterator[Alert]:
    """Return what stands against the person who looked as well."""
    if second == act.author:
        yield stop("corrections.second_is_author", TWO, person=second)
    yield from check_colleague(people, second)
    yield from check_role(people, second, *ENROLLERS)


def _check_new(
    command: RecordContact | DeclareLost | JudgeProgression | RecordMilestone, at: Followed
) -> Iterator[Alert]:
    if at.known.find(command.record) is not None:
        yield stop("follow_up.already_recorded", KEPT)


def _check_day(on: date, at: Followed) -> Iterator[Alert]:
    if at.act.is_day_ahead(on):
        yield stop("patients.future_date", on=on)
    if on < at.patient.identity.born:
        yield stop("patients.before_birth", on=on, born=at.patient.identity.born)
