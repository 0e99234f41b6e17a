"""Who had to sign what an entry tells, and who could write it: judged from its events alone.

The write path asks for these signatures and verification asks for them again, so an entry that
names a person who did not sign is found whoever sealed it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ltm_desktop.domain import access, dosing_before, dosing_rules, fraction_rules, time_doubt
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.adverse_events import AUTHORS as OF_ADVERSE_EVENTS
from ltm_desktop.domain.adverse_events import EVENTS as ADVERSE_EVENTS
from ltm_desktop.domain.adverse_events import JUDGES, EventJudged
from ltm_desktop.domain.adverse_events_told import is_deadly
from ltm_desktop.domain.attested_acts import Objection, check_act, check_begun
from ltm_desktop.domain.certifying import (
    AccountabilityAcknowledged,
    CertificateAccepted,
    CertificateEntered,
    KeyReason,
    PersonRetired,
    RecoveryDrilled,
)
from ltm_desktop.domain.corrections import VOIDERS, RecordVoided, voiders
from ltm_desktop.domain.delegation import EVENTS as OF_DELEGATION
from ltm_desktop.domain.delegation import (
    KEEPERS,
    CompetencyCertified,
    CompetencyWithdrawn,
    DelegationWithdrawn,
    TasksDelegated,
    TrainingRecorded,
)
from ltm_desktop.domain.dosing import DoseChecked, DoseNotGiven, DosePrescribed, DoseRecorded
from ltm_desktop.domain.dosing_steps import (
    InjectionStarted,
    OrderVerified,
    PatientAssessed,
    PatientCalled,
    PatientObserved,
    SyringePrepared,
    SyringeReceived,
    SyringeReleased,
    TimeOutDone,
    TimeOutStopped,
)
from ltm_desktop.domain.emergency import AUTHORS as OF_EMERGENCY
from ltm_desktop.domain.emergency import EmergencyTextSigned
from ltm_desktop.domain.ending import CourseClosed, EndTakenBack
from ltm_desktop.domain.follow_up import EVENTS as OF_FOLLOW_UP
from ltm_desktop.domain.follow_up import FollowUpTakenBack, ProgressionJudged
from ltm_desktop.domain.follow_up_decisions import JUDGES as OF_PROGRESSION
from ltm_desktop.domain.fractions import (
    CompensationOrdered,
    CourseChecked,
    FractionRecorded,
    RadiotherapyPrescribed,
    SessionLinked,
    SessionOutcome,
    ShortfallDecided,
)
from ltm_desktop.domain.handover import BEDSIDE, HandoverTaken
from ltm_desktop.domain.identifiers import ACCESS_STREAM, CLOCK_STREAM, SITE_STREAM, PersonId
from ltm_desktop.domain.laboratories import AUTHORS as OF_LABORATORIES
from ltm_desktop.domain.laboratories import EVENTS as LABORATORIES
from ltm_desktop.domain.labs import AUTHORS as OF_LABS
from ltm_desktop.domain.labs import EVENTS as LABS
from ltm_desktop.domain.labs import LabCorrected, LabVoided
from ltm_desktop.domain.overrides import AUTHORS as OF_OVERRIDES
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.patients import ENROLLERS
from ltm_desktop.domain.patients import EVENTS as OF_PATIENTS
from ltm_desktop.domain.people import PersonAdded, check_role
from ltm_desktop.domain.planning import (
    FractionsPlanned,
    ItemRescheduled,
    PlanMoved,
    TreatmentPlanned,
)
from ltm_desktop.domain.products import ProductApproved, ProductWithdrawn
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.reservoir import AUTHORS as OF_RESERVOIR
from ltm_desktop.domain.reservoir import CLEARERS, ReservoirRecorded, ReservoirWhat
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.domain.response_rules import AUTHORS as OF_RESPONSE
from ltm_desktop.domain.restoring import SiteRestored
from ltm_desktop.domain.review import EVENTS as OF_REVIEW
from ltm_desktop.domain.review import SourceVerified
from ltm_desktop.domain.review_decisions import WRITERS as REVIEWERS
from ltm_desktop.domain.review_decisions import check_reads_only
from ltm_desktop.domain.serious_decisions import AUTHORS as OF_SERIOUS
from ltm_desktop.domain.serious_decisions import PHYSICIANS as OF_SERIOUS_END
from ltm_desktop.domain.serious_events import EVENTS as SERIOUS
from ltm_desktop.domain.serious_events import SeriousClosed
from ltm_desktop.domain.serious_reports import SeriousReported
from ltm_desktop.domain.signoff import RecordApproved, RecordCountersigned
from ltm_desktop.domain.site import ConfigurationSigned, SiteFounded, SiteState
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.witnessing import HeadWitnessed

_PHYSICIANS = (Role.PHYSICIAN, Role.INVESTIGATOR)
ANYBODY = tuple(Role)

WRITERS: Mapping[type, tuple[Role, ...]] = {
    **dict.fromkeys(OF_PATIENTS, ENROLLERS),
    **REVIEWERS,
    TreatmentPlanned: ENROLLERS,
    DosePrescribed: _PHYSICIANS,
    RadiotherapyPrescribed: _PHYSICIANS,
    FractionsPlanned: _PHYSICIANS,
    RecordApproved: _PHYSICIANS,
    # the check was done at the bedside: who may sign late was decided on that day
    RecordCountersigned: ANYBODY,
    RecordVoided: (*VOIDERS, Role.THERAPIST),
    PatientAssessed: dosing_rules.WRITERS,
    OrderVerified: (Role.PHARMACIST,),
    SyringePrepared: dosing_before.PREPARERS,
    SyringeReleased: (Role.PHARMACIST,),
    SyringeReceived: dosing_rules.WRITERS,
    TimeOutDone: dosing_rules.WRITERS,
    TimeOutStopped: dosing_rules.WRITERS,
    InjectionStarted: dosing_rules.WRITERS,
    PatientObserved: dosing_rules.WRITERS,
    PatientCalled: dosing_rules.WRITERS,
    DoseChecked: dosing_rules.WRITERS,
    DoseRecorded: dosing_rules.WRITERS,
    DoseNotGiven: dosing_rules.WRITERS,
    FractionRecorded: fraction_rules.WRITERS,
    SessionLinked: fraction_rules.WRITERS,
    CourseChecked: fraction_rules.WRITERS,
    ShortfallDecided: _PHYSICIANS,
    CompensationOrdered: _PHYSICIANS,
    ItemRescheduled: dosing_rules.WRITERS,
    PlanMoved: (*dosing_rules.WRITERS, *fraction_rules.WRITERS),
    SiteFounded: (Role.ADMINISTRATOR,),
    PersonAdded: (Role.ADMINISTRATOR,),
    CertificateEntered: (Role.ADMINISTRATOR,),
    CertificateAccepted: ANYBODY,
    AccountabilityAcknowledged: ANYBODY,
    PersonRetired: (Role.ADMINISTRATOR,),
    RecoveryDrilled: KEEPERS,
    **dict.fromkeys(OF_DELEGATION, KEEPERS),
    TasksDelegated: (Role.INVESTIGATOR,),
    DelegationWithdrawn: (Role.INVESTIGATOR,),
    ConfigurationSigned: (Role.INVESTIGATOR,),
    EmergencyTextSigned: OF_EMERGENCY,
    **dict.fromkeys(LABS, OF_LABS),
    **dict.fromkeys(LABORATORIES, OF_LABORATORIES),
    ReservoirRecorded: OF_RESERVOIR,
    **dict.fromkeys(ADVERSE_EVENTS, OF_ADVERSE_EVENTS),
    EventJudged: JUDGES,
    **dict.fromkeys(OF_FOLLOW_UP, ENROLLERS),
    ProgressionJudged: OF_PROGRESSION,
    CourseClosed: ENROLLERS,
    EndTakenBack: ENROLLERS,
    RulesOverridden: OF_OVERRIDES,
    ResponseAssessed: OF_RESPONSE,
    ProductApproved: (Role.PHARMACIST,),
    ProductWithdrawn: (Role.PHARMACIST,),
    HeadWitnessed: ANYBODY,
    SiteRestored: (Role.ADMINISTRATOR,),
    HandoverTaken: BEDSIDE,
    **dict.fromkeys(SERIOUS, OF_SERIOUS),
    SeriousClosed: OF_SERIOUS_END,
    SeriousReported: OF_SERIOUS_END,
    # who was there is told by whoever it was, or by who comes next
    **dict.fromkeys((*access.EVENTS, *time_doubt.EVENTS), ANYBODY),
}
"""Who may write an event, by role; a kind that is not here can be written by nobody."""

OF_SITE = frozenset(
    (
        SiteFounded,
        PersonAdded,
        CertificateEntered,
        CertificateAccepted,
        AccountabilityAcknowledged,
        PersonRetired,
        RecoveryDrilled,
        *OF_DELEGATION,
        ConfigurationSigned,
        EmergencyTextSigned,
        ProductApproved,
        ProductWithdrawn,
        HeadWitnessed,
        SiteRestored,
        HandoverTaken,
        *LABORATORIES,
    )
)
"""Events of the site's own stream."""

_OF_STREAM: Mapping[str, frozenset[type]] = {
    SITE_STREAM: OF_SITE,
    ACCESS_STREAM: frozenset(access.EVENTS),
    CLOCK_STREAM: frozenset(time_doubt.EVENTS),
}
_NO_PATIENTS = frozenset().union(*_OF_STREAM.values())


def belongs(event: object, stream: str) -> bool:
    """Tell whether an event stands in its stream; what is in no own stream tells of a patient."""
    own = _OF_STREAM.get(stream)
    return type(event) in own if own is not None else type(event) not in _NO_PATIENTS


def signers_of(events: Iterable[object], author: PersonId) -> tuple[Signer, ...]:
    """Return every signature with a meaning that must stand on an entry with these events."""
    wanted: dict[Signer, None] = {}
    for event in events:
        signing = _SIGNERS.get(type(event))
        if signing is not None:
            wanted.update(dict.fromkeys(signing(event, author)))
    return tuple(wanted)


def _by(person: str, meaning: Meaning) -> Callable[[Any, PersonId], Iterator[Signer]]:
    def signing(event: Any, _author: PersonId) -> Iterator[Signer]:
        yield Signer(getattr(event, person), meaning)

    return signing


def _given(event: DoseRecorded, author: PersonId) -> Iterator[Signer]:
    yield Signer(event.operator, Meaning.ADMINISTERED)
    if event.second_signed:
        yield Signer(event.second, Meaning.CHECKED)
    # a scribe who signs as the second person anyway signs once
    if author != event.operator and not (event.second_signed and author == event.second):
        yield Signer(author, Meaning.OBSERVED)


def _treated(event: FractionRecorded, author: PersonId) -> Iterator[Signer]:
    if event.outcome is SessionOutcome.NOT_TREATED or event.second is None:
        yield Signer(author, Meaning.OBSERVED)
        return
    yield Signer(event.operator, Meaning.ADMINISTERED)
    yield Signer(event.second, Meaning.CHECKED)
    if author not in (event.operator, event.second):
        yield Signer(author, Meaning.OBSERVED)


def _observed(_event: object, author: PersonId) -> Iterator[Signer]:
    yield Signer(author, Meaning.OBSERVED)


def _prepared(event: SyringePrepared, _author: PersonId) -> Iterator[Signer]:
    yield Signer(event.preparer, Meaning.PREPARED)
    yield Signer(event.second, Meaning.CHECKED)


def _observed_last(event: PatientObserved, author: PersonId) -> Iterator[Signer]:
    # the last observation closes the record at the bedside; those before it are notes of the hour
    if event.last:
        yield Signer(author, Meaning.OBSERVED)


def _judged(event: Any, _author: PersonId) -> Iterator[Signer]:
    if isinstance(event, EventJudged) or is_deadly(event):
        yield Signer(event.by, Meaning.REVIEWED)


def _taken_back(event: FollowUpTakenBack, _author: PersonId) -> Iterator[Signer]:
    if event.second is not None:
        yield Signer(event.second, Meaning.WITNESSED)


def _witnessed(event: CertificateEntered, _author: PersonId) -> Iterator[Signer]:
    if event.witness is not None:
        yield Signer(event.witness, Meaning.WITNESSED)


_SIGNERS: Mapping[type, Callable[[Any, PersonId], Iterator[Signer]]] = {
    DosePrescribed: _by("prescriber", Meaning.PRESCRIBED),
    RadiotherapyPrescribed: _by("prescriber", Meaning.PRESCRIBED),
    DoseChecked: _by("second", Meaning.CHECKED),
    DoseRecorded: _given,
    DoseNotGiven: _observed,
    RecordVoided: _by("second", Meaning.WITNESSED),
    OrderVerified: _by("pharmacist", Meaning.VERIFIED),
    SyringePrepared: _prepared,
    PatientObserved: _observed_last,
    FractionRecorded: _treated,
    ShortfallDecided: _by("physician", Meaning.PRESCRIBED),
    CompensationOrdered: _by("physician", Meaning.PRESCRIBED),
    CourseChecked: _by("by", Meaning.CHECKED),
    RecordCountersigned: _by("second", Meaning.CHECKED),
    RecordApproved: _by("approver", Meaning.APPROVED),
    SourceVerified: _by("by", Meaning.REVIEWED),
    CertificateEntered: _witnessed,
    AccountabilityAcknowledged: _by("person", Meaning.REVIEWED),
    TasksDelegated: _by("investigator", Meaning.APPROVED),
    DelegationWithdrawn: _by("investigator", Meaning.APPROVED),
    ConfigurationSigned: _by("investigator", Meaning.APPROVED),
    EmergencyTextSigned: _by("investigator", Meaning.APPROVED),
    RulesOverridden: _by("physician", Meaning.OVERRIDDEN),
    ResponseAssessed: _by("assessor", Meaning.REVIEWED),
    ProductApproved: _by("pharmacist", Meaning.VERIFIED),
    ProductWithdrawn: _by("pharmacist", Meaning.VERIFIED),
    HeadWitnessed: _by("by", Meaning.WITNESSED),
    HandoverTaken: _by("taken_by", Meaning.REVIEWED),
    SeriousReported: _by("by", Meaning.APPROVED),
    **dict.fromkeys(ADVERSE_EVENTS, _judged),
    ProgressionJudged: _by("physician", Meaning.REVIEWED),
    FollowUpTakenBack: _taken_back,
    EndTakenBack: _by("second", Meaning.WITNESSED),
}

_OWN_ACT: Mapping[type, str] = {
    ResponseAssessed: "assessor",
    LabCorrected: "by",
    LabVoided: "by",
    **dict.fromkeys(LABORATORIES, "by"),
    ProductApproved: "pharmacist",
    ProductWithdrawn: "pharmacist",
    HeadWitnessed: "by",
    SiteRestored: "by",
    HandoverTaken: "given_by",
    RecordVoided: "by",
    ProgressionJudged: "physician",
    FollowUpTakenBack: "by",
    EndTakenBack: "by",
    OrderVerified: "pharmacist",
    SyringeReleased: "by",
    SyringeReceived: "by",
    DosePrescribed: "prescriber",
    DoseRecorded: "written_by",
    RadiotherapyPrescribed: "prescriber",
    ShortfallDecided: "physician",
    CompensationOrdered: "physician",
    SessionLinked: "by",
    CourseChecked: "by",
    RecordCountersigned: "second",
    RecordApproved: "approver",
    **dict.fromkeys(OF_REVIEW, "by"),
    **dict.fromkeys(ADVERSE_EVENTS, "by"),
    **dict.fromkeys((*SERIOUS, SeriousReported), "by"),
    ConfigurationSigned: "investigator",
    CertificateAccepted: "person",
    AccountabilityAcknowledged: "person",
    RecoveryDrilled: "person",
    PersonRetired: "by",
    TasksDelegated: "investigator",
    DelegationWithdrawn: "investigator",
    CompetencyCertified: "by",
    CompetencyWithdrawn: "by",
    TrainingRecorded: "by",
    access.PersonSignedIn: "person",
    access.DeskUnlocked: "person",
    access.DeskHandedOver: "person",
    access.CopyMade: "by",
    access.SecretChanged: "person",
    time_doubt.ClockConfirmed: "by",
}
"""Acts nobody writes in another's name: the field that must name the author."""


def writers_of(event: object) -> tuple[Role, ...]:
    """Return who may write this event; what a physician decides is a physician's to write."""
    if isinstance(event, ItemRescheduled) and event.outside_window:
        return _PHYSICIANS
    if isinstance(event, ReservoirRecorded) and event.what is ReservoirWhat.INFECTION_CLEARED:
        return CLEARERS
    if is_deadly(event):
        return JUDGES
    if isinstance(event, CertificateEntered) and event.reason is KeyReason.RECOVERED:
        # nobody is left who could: whoever stands by with the recovery sheet, and a witness
        return ANYBODY
    return WRITERS[type(event)]


def check_author(
    events: Iterable[object], author: PersonId, site: SiteState, records: RecordsSlice
) -> Iterator[Objection]:
    """Return what stands against this author writing these events, by the site as it then stood."""
    told = tuple(events)
    for event in told:
        yield from _check_own(event, author, records)
        if isinstance(event, SiteFounded) and site.founded is not None:
            yield Objection("ledger.founded_twice", author)
        if isinstance(event, PersonAdded) and event.person in site.people:
            yield Objection("ledger.person_twice", event.person)
        # the founding brings its own author, who can hold no role before it
        if isinstance(event, RecordVoided):
            yield from _check_voider(event, author, site, records)
        judged = site.founded is not None and not isinstance(event, CertificateAccepted)
        if judged and _lacks_authority(event, author, site):
            yield Objection("ledger.no_authority", author)
        if site.founded is not None:
            yield from check_act(event, author, site)
            # a start told with its record keeps who it was: there the breaches tell
            if not any(isinstance(one, DoseRecorded) for one in told):
                yield from check_begun(event, site)


def _lacks_authority(event: object, author: PersonId, site: SiteState) -> bool:
    """Tell whether somebody may not write this; of a patient, monitors write reviews only."""
    if any(check_role(site.people, author, *writers_of(event))):
        return True
    of_patient = type(event) not in _NO_PATIENTS and not isinstance(event, OF_REVIEW)
    return of_patient and any(check_reads_only(site.people, author))


def _check_voider(
    event: RecordVoided, author: PersonId, site: SiteState, records: RecordsSlice
) -> Iterator[Objection]:
    """Return an objection to somebody who may take back a session and took back a dose."""
    known = records.by_id.get(event.record)
    if known is not None and any(check_role(site.people, author, *voiders(known.kind))):
        yield Objection("ledger.no_authority", author)


def _check_own(event: object, author: PersonId, records: RecordsSlice) -> Iterator[Objection]:
    own = _OWN_ACT.get(type(event))
    if own is not None and getattr(event, own) != author:
        yield Objection("ledger.not_signed_by", getattr(event, own))
    if isinstance(event, RecordCountersigned):
        second = records.by_id[event.record].second
        if second != event.second:
            yield Objection("ledger.not_signed_by", second or "")
