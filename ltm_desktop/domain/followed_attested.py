"""What stands against what is told of a patient after treatment, by what the ledger held before it.

Contacts, ends of a course, serious events, responses and laboratory results, whoever sealed them:
names a fact told twice or of nothing, a death told twice, a progression a nurse took back, and a
form of a serious event that says other than the chart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ltm_desktop.domain.acts import EntryFacts, elapsed
from ltm_desktop.domain.attested_acts import Objection
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ending import CourseClosed, CourseEnd, EndTakenBack, day_of
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    FollowUpTakenBack,
    LostToFollowUp,
    MilestoneRecorded,
    ProgressionJudged,
)
from ltm_desktop.domain.follow_up_decisions import JUDGES
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.labs import LabCorrected, LabsRecorded, LabVoided
from ltm_desktop.domain.patients import ENROLLERS, DeathRecorded, PatientWithdrawn
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.domain.serious_events import (
    AwarenessRecorded,
    FollowUpRecorded,
    NoticeSent,
    SeriousCase,
    SeriousClosed,
    SeriousFactVoided,
)
from ltm_desktop.domain.serious_kinds import event_of
from ltm_desktop.domain.serious_reports import SeriousReported
from ltm_desktop.domain.values import dataclass

_AGAINST, _ORDER = "ledger.against_rules", "ledger.out_of_order"


@dataclass(frozen=True, slots=True)
class _Before:
    """What the ledger held before an entry, and everything the entry tells."""

    chart: Chart
    people: People
    beside: tuple[object, ...]

    def case(self, event: str) -> SeriousCase | None:
        """Return a serious event that stands; None for one that is not held to be serious."""
        known = event_of(self.chart.adverse_events, event)
        serious = known is not None and known.stands and known.serious
        return self.chart.serious.cases.get(event) if serious else None


def check_followed(
    events: Iterable[object], chart: Chart, people: People, facts: EntryFacts
) -> Iterator[Objection]:
    """Return what stands against these events of one entry."""
    told = tuple(events)
    before = _Before(chart, people, told)
    for event in told:
        judge = _JUDGED.get(type(event))
        code = judge(event, before) if judge is not None else ""
        if code:
            yield Objection(code, facts.author)


def _first(*, order: bool = False, rules: bool = False) -> str:
    """Return the code of what is wrong: out of order before against the rules; empty for right."""
    if order:
        return _ORDER
    return _AGAINST if rules else ""


def _is_new(record: RecordId, at: _Before) -> bool:
    """Tell whether a fact of the follow-up is told for the first time."""
    return at.chart.follow_up.find(record) is None


def _contact(event: ContactRecorded, at: _Before) -> str:
    died = at.chart.patient.died_on if at.chart.patient else None
    alive_after = event.alive and died is not None and event.on > died
    dead_untold = not event.alive and died is None
    order = not _is_new(event.record, at)
    if event.corrects is not None:
        old = at.chart.follow_up.find(event.corrects)
        corrects = old is not None and old.stands and isinstance(old.fact, ContactRecorded)
        order = order or not corrects
    unsaid = event.corrects is not None and not event.correction_reason.strip()
    return _first(order=order, rules=alive_after or dead_untold or unsaid)


def _lost(event: LostToFollowUp, at: _Before) -> str:
    died = at.chart.patient.died_on if at.chart.patient else None
    order = not _is_new(event.record, at) or died is not None or at.chart.follow_up.lost is not None
    return _first(order=order, rules=not event.tried.strip())


def _progression(event: ProgressionJudged, at: _Before) -> str:
    return _first(order=not _is_new(event.record, at), rules=not event.basis.strip())


def _milestone(event: MilestoneRecorded, at: _Before) -> str:
    known = at.chart.follow_up.milestone(event.what)
    return _first(order=not _is_new(event.record, at) or known is not None)


def _fact_back(event: FollowUpTakenBack, at: _Before) -> str:
    told = at.chart.follow_up.find(event.record)
    order = told is None or not told.stands
    judged = told is not None and isinstance(told.fact, ProgressionJudged)
    alone = judged and (event.second is None or any(check_role(at.people, event.by, *JUDGES)))
    second = event.second
    stranger = second is not None and any(check_role(at.people, second, *ENROLLERS))
    return _first(order=order, rules=alone or stranger or not event.reason.strip())


def _death(_event: DeathRecorded, at: _Before) -> str:
    patient = at.chart.patient
    return _first(order=patient is None or patient.died_on is not None)


def _withdrawal(event: PatientWithdrawn, at: _Before) -> str:
    patient = at.chart.patient
    ended = patient is None or patient.died_on is not None or patient.withdrawn_on is not None
    return _first(order=ended, rules=not event.reason.strip())


def _end_back(event: EndTakenBack, at: _Before) -> str:
    patient = at.chart.patient
    order = patient is None or day_of(event.end, patient) != event.on
    return _first(order=order, rules=not event.reason.strip())


def _closed(event: CourseClosed, at: _Before) -> str:
    """Judge what an end cancels: it stands with that end, or with the other one taken back."""
    kind = DeathRecorded if event.end is CourseEnd.DEATH else PatientWithdrawn
    ends = [one for one in at.beside if isinstance(one, kind) and one.on == event.on]
    patient = at.chart.patient
    stood = patient is not None and day_of(event.end, patient) == event.on
    back = any(isinstance(one, EndTakenBack) and one.end is not event.end for one in at.beside)
    unknown = any(one.code not in at.chart.plan.items for one in event.items)
    return _first(order=unknown or not (ends or (back and stood)))


def _aware(event: AwarenessRecorded, at: _Before) -> str:
    case = at.case(event.event)
    again = case is not None and case.awareness is not None and not event.reason.strip()
    return _first(order=case is None, rules=again or not event.source.strip())


def _notice(event: NoticeSent, at: _Before) -> str:
    case = at.case(event.event)
    if case is None or event.fact in case.facts:
        return _ORDER
    number = event.number != len(case.sent(event.notice))
    overdue = event.due_at is not None and elapsed(event.due_at, event.sent_at).total_seconds() > 0
    unsaid = overdue and not event.late_reason.strip()
    return _first(order=number, rules=unsaid or not event.method.strip())


def _learnt(event: FollowUpRecorded, at: _Before) -> str:
    case = at.case(event.event)
    order = case is None or event.fact in case.facts
    return _first(order=order, rules=not event.text.strip())


def _serious_back(event: SeriousFactVoided, at: _Before) -> str:
    case = at.case(event.event)
    order = case is None or case.fact(event.fact) is None
    return _first(order=order, rules=not event.reason.strip())


def _serious_end(event: SeriousClosed, at: _Before) -> str:
    case = at.case(event.event)
    order = case is None or case.closed is not None or case.awareness is None
    return _first(order=order, rules=not event.note.strip())


def _form(event: SeriousReported, at: _Before) -> str:
    case, known = at.case(event.event), event_of(at.chart.adverse_events, event.event)
    if case is None or known is None or event.record in at.chart.records.by_id:
        return _ORDER
    judged = known.judged.told if known.judged is not None else None
    said = (event.told, event.aware, event.notices, event.follow_ups, event.number)
    stands = (known.told, case.awareness, case.notices, case.follow_ups, len(case.reports))
    same = judged is not None and (event.judgement, event.judged_by) == (
        judged.judgement,
        judged.by,
    )
    return _first(rules=said != stands or not same or not event.narrative.strip())


def _response(event: ResponseAssessed, at: _Before) -> str:
    records = at.chart.records.by_id
    order = event.record in records
    if event.corrects is not None:
        old = records.get(event.corrects)
        order = order or old is None or old.kind is not RecordKind.RESPONSE or not old.stands
    judged = [one.component for one in event.judged]
    whole = bool(event.overall) is not event.is_baseline and len(set(judged)) == len(judged)
    return _first(order=order, rules=not whole)


def _labs(event: LabsRecorded, at: _Before) -> str:
    keys = [one.key for one in event.told]
    known = {one.key for one in at.chart.labs.all}
    known |= {one.was.key for one in at.chart.labs.superseded}
    again = len(set(keys)) != len(keys) or bool(known & set(keys))
    return _first(order=again, rules=not keys)


def _lab_right(event: LabCorrected, at: _Before) -> str:
    was = at.chart.labs.standing(event.corrects)
    order = was is None or was.analyte != event.now.analyte
    return _first(order=order, rules=not event.reason.strip())


def _lab_back(event: LabVoided, at: _Before) -> str:
    order = at.chart.labs.standing(event.result) is None
    return _first(order=order, rules=not event.reason.strip())


_JUDGED: Mapping[type, Callable[[Any, _Before], str]] = {
    ContactRecorded: _contact,
    LostToFollowUp: _lost,
    ProgressionJudged: _progression,
    MilestoneRecorded: _milestone,
    FollowUpTakenBack: _fact_back,
    DeathRecorded: _death,
    PatientWithdrawn: _withdrawal,
    EndTakenBack: _end_back,
    CourseClosed: _closed,
    AwarenessRecorded: _aware,
    NoticeSent: _notice,
    FollowUpRecorded: _learnt,
    SeriousFactVoided: _serious_back,
    SeriousClosed: _serious_end,
    SeriousReported: _form,
    ResponseAssessed: _response,
    LabsRecorded: _labs,
    LabCorrected: _lab_right,
    LabVoided: _lab_back,
}
