"""What the panel shows of a serious event, worded: its state, what was told, what may be done.

No Qt here; the view only places what stands here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.serious_views import CaseView, Viewing, coded
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People, check_role
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.serious_decisions import AUTHORS, PHYSICIANS
from ltm_desktop.domain.serious_events import FollowUpRecorded, NoticeSent, SeriousCase
from ltm_desktop.ui.options import Option, vocabulary_of

AWARE, NOTICE, NEWS, REPORT, VOID, END = "aware", "notice", "news", "report", "void", "end"
"""The forms, each with fields named after it: notice.sent_at."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of a serious event."""

    when: str
    what: str
    detail: str
    at: float
    """Seconds it is sorted by."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What this person may do, and what the forms offer."""

    forms: tuple[str, ...]
    people: tuple[Option, ...]
    notices: tuple[Option, ...]
    methods: tuple[Option, ...]
    facts: tuple[Option, ...]
    """What may be taken back."""
    aware_told: bool
    """Whether an earlier awareness would be put right."""
    paper: str
    """SHA-256 of the newest signed form; empty before there is one."""


@dataclass(frozen=True, slots=True)
class SeriousShown:
    """Everything the panel shows."""

    case: CaseView
    told: Sequence[Told]
    offered: Offered


def offered_of(
    case: SeriousCase, view: CaseView, at: Viewing, people: People, author: PersonId
) -> Offered:
    """Return what the person at the desk may do now."""
    return Offered(
        forms=tuple(_forms(case, people, author)),
        people=tuple(_people(people)),
        notices=tuple(_notices(view, at)),
        methods=vocabulary_of(at.active, "notice_method", at.say),
        facts=tuple(_facts(case, at)),
        aware_told=case.awareness is not None,
        paper=_paper(case, at.chart.records),
    )


def _forms(case: SeriousCase, people: People, author: PersonId) -> Iterator[str]:
    if any(check_role(people, author, *AUTHORS)):
        return
    yield from (AWARE, NOTICE, NEWS)
    physician = not any(check_role(people, author, *PHYSICIANS))
    if physician:
        yield REPORT
    if case.notices or case.follow_ups:
        yield VOID
    if physician and case.closed is None:
        yield END


def _people(people: People) -> Iterator[Option]:
    for code, one in people.items():
        if one.active and set(AUTHORS) & set(one.roles):
            yield Option(code, person_name(one.name))


def _notices(view: CaseView, at: Viewing) -> Iterator[Option]:
    """Yield what is owed first, then every other notice of the protocol."""
    seen: dict[str, str] = {one.code: one.to for one in view.clocks if one.waits}
    known: Mapping[str, object] = at.active.protocol.notices if at.active else {}
    for code in known:
        if at.active is not None:
            seen.setdefault(code, at.say.label(at.active.protocol.notices[code].label))
    yield from (Option(code, words) for code, words in seen.items())


def _facts(case: SeriousCase, at: Viewing) -> Iterator[Option]:
    for sent in case.notices:
        yield Option(sent.fact, _sent_words(sent, at))
    for learnt in case.follow_ups:
        when = learnt.at.astimezone(at.now.tzinfo)
        yield Option(learnt.fact, at.say("news of {moment}", moment=when))


def _paper(case: SeriousCase, records: RecordsSlice) -> str:
    for record in reversed(case.reports):
        known = records.by_id.get(record)
        if known is not None and known.papers:
            return known.papers[-1].sha256
    return ""


def told_of(case: SeriousCase, at: Viewing, people: People) -> tuple[Told, ...]:
    """Return everything told of a serious event, newest first."""
    found = [*_aware(case, at, people), *_added(case, at), *_taken_back(case, at, people)]
    found += _reports(case, at)
    return tuple(sorted(found, key=lambda one: -one.at))


def _aware(case: SeriousCase, at: Viewing, people: People) -> Iterator[Told]:
    say = at.say
    for number, one in enumerate(case.aware, 1):
        when = one.aware_at.astimezone(at.now.tzinfo)
        stands = number == len(case.aware)
        what = say("Site became aware") if stands else say("Earlier time of awareness")
        detail = say("{who}: {source}", who=_name(people, one.who), source=one.source)
        if one.reason:
            detail = say("{detail} · put right: {reason}", detail=detail, reason=one.reason)
        yield Told(say.moment(when), what, detail, when.timestamp())


def _added(case: SeriousCase, at: Viewing) -> Iterator[Told]:
    say = at.say
    for sent in case.notices:
        when = sent.sent_at.astimezone(at.now.tzinfo)
        yield Told(
            say.moment(when), _sent_words(sent, at), _sent_detail(sent, at), when.timestamp()
        )
    for learnt in case.follow_ups:
        when = learnt.at.astimezone(at.now.tzinfo)
        yield Told(say.moment(when), say("News"), learnt.text, when.timestamp())
    if case.closed is not None:
        yield Told("", say("Closed"), case.closed.note, float("inf"))


def _sent_words(sent: NoticeSent, at: Viewing) -> str:
    say = at.say
    notices = at.active.protocol.notices if at.active else {}
    to = say.label(notices[sent.notice].label) if sent.notice in notices else sent.notice
    if sent.number:
        return say("{to}, follow-up {number}", to=to, number=sent.number)
    return say("{to}, first notice", to=to)


def _sent_detail(sent: NoticeSent, at: Viewing) -> str:
    say = at.say
    parts = [coded("notice_method", sent.method, at)]
    if sent.reference:
        parts.append(say("reference {number}", number=sent.reference))
    if sent.late_reason:
        parts.append(say("late: {reason}", reason=sent.late_reason))
    if sent.note:
        parts.append(sent.note)
    return " · ".join(parts)


def _taken_back(case: SeriousCase, at: Viewing, people: People) -> Iterator[Told]:
    say = at.say
    for told, void in case.voided:
        moment = told.at if isinstance(told, FollowUpRecorded) else told.sent_at
        when = moment.astimezone(at.now.tzinfo)
        what = say("News") if isinstance(told, FollowUpRecorded) else _sent_words(told, at)
        reason = say("{who}: {source}", who=_name(people, void.by), source=void.reason)
        yield Told(say.moment(when), say("TAKEN BACK: {what}", what=what), reason, when.timestamp())


def _reports(case: SeriousCase, at: Viewing) -> Iterator[Told]:
    say = at.say
    for number, record in enumerate(case.reports):
        known = at.chart.records.by_id.get(record)
        if known is None:
            continue
        when = known.recorded_at.astimezone(at.now.tzinfo)
        what = (
            say("Form signed, follow-up {number}", number=number)
            if number
            else say("Form signed, first report")
        )
        yield Told(say.moment(when), what, record, when.timestamp())


def _name(people: People, person: PersonId) -> str:
    known = people.get(person)
    return person_name(known.name) if known else person
