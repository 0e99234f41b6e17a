"""What one person hands over to another: the lines of the lists, worded, in the order of urgency.

Built on the lists Today is built on, so nothing is due here that is not due there. Refuses to
leave a line out: how much of it fits on a page is the paper's own matter.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ltm_desktop.app.awaited import active_or_none
from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.draft_names import is_of_site, named
from ltm_desktop.app.ports import Draft
from ltm_desktop.app.projected_watch import SEVERE
from ltm_desktop.app.rows import InboxRow, ItemRow, PatientRow
from ltm_desktop.app.serious_due import serious_due
from ltm_desktop.app.serious_views import Viewing, title_of
from ltm_desktop.app.waiting import waited_for
from ltm_desktop.app.wording.telling.voice import listed_name, reason_vocabulary
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import Due, Observed, comes_on
from ltm_desktop.domain.dosing import DoseNotGiven
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.domain.handover import (
    BEDSIDE,
    HandoverGroup,
    HandoverLine,
    HandoverTaken,
    TakeOver,
)
from ltm_desktop.domain.identifiers import SITE_STREAM, ItemCode, PatientId, PersonId
from ltm_desktop.domain.people import HumanName, check_role
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.terms import ItemKind, ItemState
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head

AHEAD = timedelta(hours=24)
"""How far ahead doses are handed over."""


@dataclass(frozen=True, slots=True)
class Done:
    """One earlier handover as the ledger has it."""

    told: HandoverTaken
    seq: int
    at: datetime
    head: Head
    """The head before it."""
    paper: str
    """Digest of its paper, empty without one."""


def handover_lines(desk: Desk, say: Words) -> tuple[HandoverLine, ...]:
    """Return everything the person at the desk hands over now, group by group."""
    lines = _Lines(desk, say)
    parts = (lines.followed, lines.planned, lines.severe, lines.waiting, lines.drafts)
    found = (line for part in parts for line in part())
    order = tuple(HandoverGroup)
    return tuple(sorted(found, key=lambda one: order.index(one.group)))


def take_over(desk: Desk, taken_by: str, note: str, say: Words) -> TakeOver:
    """Return the command of a handover with the lines as they stand now."""
    return TakeOver(PersonId(taken_by), say.language, handover_lines(desk, say), note)


def may_hand_over(desk: Desk) -> bool:
    """Tell whether the person at the desk works at the bedside."""
    return not any(check_role(desk.site().people, desk.session.person, *BEDSIDE))


def who_may_take(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return user id and name of everybody who may take over from the person at the desk."""
    people = desk.site().people
    others = (one for key, one in people.items() if key != desk.session.person)
    able = (one for one in others if not any(check_role(people, one.person, *BEDSIDE)))
    return tuple(sorted(((one.person, person_name(one.name)) for one in able), key=lambda o: o[1]))


def earlier_handovers(desk: Desk) -> tuple[Done, ...]:
    """Return every handover of the site, the newest first."""
    found = [
        Done(
            event,
            sealed.seq,
            datetime.fromisoformat(sealed.entry.recorded_at),
            Head(sealed.entry.log, sealed.seq - 1, sealed.entry.previous),
            next((one.sha256 for one in sealed.entry.papers), ""),
        )
        for sealed in desk.store.entries(SITE_STREAM)
        for event in events_of(sealed.entry)
        if isinstance(event, HandoverTaken)
    ]
    return tuple(reversed(found))


class _Lines:
    """Word the lines of one moment at one desk."""

    def __init__(self, desk: Desk, say: Words) -> None:
        self._desk = desk
        self._say = say
        self._now = desk.clock.now()
        self._active = active_or_none(desk)

    def followed(self) -> Iterator[HandoverLine]:
        """Yield serious clocks, observations and calls."""
        say, active = self._say, self._active
        for one in serious_due(self._desk, say):
            following = one.case.next
            owed = say("tell {to}, {due}", to=following.to, due=following.due) if following else ""
            left = following.standing if following else say("clock unknown")
            more = " · ".join(filter(None, (owed, left)))
            yield self._line(
                HandoverGroup.SERIOUS, one.patient, one.case.event, one.case.title, more
            )
        observed = self._desk.worklists.observations(active.observation_minutes if active else ())
        for seen in observed:
            yield self._observed(seen)
        calls = self._desk.worklists.calls(active.headache_call_days if active else ())
        for call in calls:
            what = say("Call day {day} after lumbar puncture", day=call.day)
            more = say("planned {day}", day=call.due_on)
            yield self._line(HandoverGroup.CALL, call.patient, call.row.code, what, more)

    def _observed(self, one: Observed) -> HandoverLine:
        say = self._say
        more = say("every planned observation was made; waits to be ended")
        if one.due_at is not None:
            at = one.due_at.astimezone(self._now.tzinfo)
            more = say("next observation at {time}", time=say.moment(at))
        ended = one.ended_at.astimezone(self._now.tzinfo)
        what = say("injection ended {time}", time=say.moment(ended))
        return self._line(HandoverGroup.OBSERVED, one.patient, one.row.code, what, more)

    def planned(self) -> Iterator[HandoverLine]:
        """Yield doses within a day, held doses with their reason, and radiotherapy of today."""
        last = (self._now + AHEAD).date()
        for one in self._desk.worklists.today(ahead=(last - self._now.date()).days):
            if one.item.kind == ItemKind.FRACTION.value:
                if comes_on(one.item) <= self._now.date() and one.state is not ItemState.HELD:
                    yield self._item(HandoverGroup.FRACTION, one)
            elif one.state is ItemState.HELD:
                yield self._item(HandoverGroup.HELD, one)
            elif comes_on(one.item) <= last or one.item.in_progress_since:
                yield self._item(HandoverGroup.DUE, one)

    def _item(self, group: HandoverGroup, one: Due) -> HandoverLine:
        what = self._planned_words(one.item)
        more = " · ".join(filter(None, self._more(group, one)))
        return self._line(group, one.patient, one.item.code, what, more)

    def _more(self, group: HandoverGroup, one: Due) -> Iterator[str]:
        say, item = self._say, one.item
        if group is HandoverGroup.HELD:
            yield self._held(item)
            if item.held_until:
                yield say("held until {day}", day=date.fromisoformat(item.held_until))
            return
        yield say.term(one.state)
        yield say("planned {day}", day=date.fromisoformat(item.scheduled))
        if item.in_progress_since:
            yield say("the injection has begun and is not told yet")
        elif item.step and item.step != DoseStep.PLANNED:
            yield say("reached: {step}", step=DoseStep(item.step))
        if item.stopped_at:
            yield say("the time-out was stopped")
        if item.amount:
            yield say("ordered {amount}", amount=_spaced(item.amount))

    def _held(self, item: ItemRow) -> str:
        patient = PatientId(item.patient_id)
        said = self._desk.chart(patient).dosing.settled.get(ItemCode(item.code))
        if said is None:
            return ""
        told = self._desk.record_events(patient, said.record)
        event = next((one for one in told if isinstance(one, DoseNotGiven)), None)
        if event is None:
            return ""
        active, code = self._active, event.reason
        reason = code
        if active is not None:
            reason = active.label(reason_vocabulary(event.outcome), code, self._say.language)
        return self._say("held: {reason}", reason=" – ".join(filter(None, (reason, event.note))))

    def severe(self) -> Iterator[HandoverLine]:
        """Yield every toxicity of grade 3 or above that goes on, of those who live."""
        say = self._say
        for row in self._desk.store.severe():
            chart = self._desk.chart(PatientId(row.patient_id))
            if chart.patient is None or chart.patient.died_on is not None:
                # its outcome is asked for in the chart; no shift can do anything for it
                continue
            at = Viewing(chart, self._active, self._now, say)
            patient = self._desk.worklists.patient(row.patient_id)
            for one in chart.adverse_events.open():
                if one.current >= SEVERE:
                    more = say("now grade {grade}", grade=say.number(one.current))
                    what = title_of(one, at)
                    yield self._line(HandoverGroup.SEVERE, patient, one.event, what, more)

    def waiting(self) -> Iterator[HandoverLine]:
        """Yield records that wait for a signature, and for whose."""
        for row, patient in self._desk.worklists.inbox():
            more = self._say("waits for {whom}", whom=waited_for(self._desk, row, self._say))
            yield self._line(
                HandoverGroup.UNSIGNED, patient, row.code, self._record_words(row), more
            )

    def drafts(self) -> Iterator[HandoverLine]:
        """Yield what the person at the desk left unfinished here, then how many others did."""
        desk, say = self._desk, self._say
        own = (desk.workstation, desk.session.person)
        for draft in desk.drafts.of(*own):
            yield self._draft(draft)
        others = desk.drafts.count_others(*own)
        if others:
            what = say.many(
                "{count} draft of other people here", "{count} drafts of other people here", others
            )
            yield HandoverLine(HandoverGroup.DRAFT, "", "", "", what)

    def _draft(self, draft: Draft) -> HandoverLine:
        say = self._say
        rows = None if is_of_site(draft) else self._desk.store.rows(draft.patient_id)
        code = draft.topic.partition(":")[2]
        items = rows.items if rows else ()
        item = next((one for one in items if one.code == code), None)
        what = named(draft, item, self._panel, say)
        kept = datetime.fromisoformat(draft.saved_at).astimezone(self._now.tzinfo)
        more = say("kept {moment}", moment=kept)
        if rows is None:
            return HandoverLine(HandoverGroup.DRAFT, "", "", "", what, more)
        return self._line(HandoverGroup.DRAFT, rows.patient, draft.topic, what, more)

    def _panel(self, code: str) -> str:
        found = self._active.protocol.panels.get(code) if self._active else None
        return self._say.label(found.label) if found else ""

    def _record_words(self, row: InboxRow) -> str:
        rows = self._desk.store.rows(row.patient_id)
        found = next((one for one in rows.items if one.code == row.code), None) if rows else None
        kind = self._say.term(RecordKind(row.kind))
        return kind if found is None else self._say.apart(kind, self._planned_words(found))

    def _planned_words(self, item: ItemRow) -> str:
        say = self._say
        if item.kind == ItemKind.DOSE.value:
            return say("dose {n} of {total}", n=item.number, total=item.of)
        return say("fraction {n} of {total}", n=item.number, total=item.of)

    def _line(
        self, group: HandoverGroup, patient: PatientRow, item: str, what: str, more: str
    ) -> HandoverLine:
        who = who_words(patient, self._say)
        return HandoverLine(group, patient.patient_id, item, who, what, more)


def who_words(patient: PatientRow, say: Words) -> str:
    """Write name, birth date and subject: who a line is about, without a doubt."""
    name = " ".join(filter(None, listed_name(_named(patient), say)))
    born = say("born {date}", date=date.fromisoformat(patient.born))
    return f"{name} · {born} · {patient.subject_id}"


def _named(row: PatientRow) -> HumanName:
    return HumanName(row.family, row.given, row.han_name)


def _spaced(amount: str) -> str:
    return amount.replace(" ", "\u00a0")
