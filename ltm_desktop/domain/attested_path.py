"""What an entry says against the chart before it: people off the register, steps out of order.

Judged again from the ledger alone, whoever sealed the entry: competency on the day of the act, the
step before, checks and time-outs that a record claims, approval of one's own record.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.adverse_events_attested import check_events
from ltm_desktop.domain.attested_acts import Objection
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseChecked, DosePrescribed, DoseRecorded, Source
from ltm_desktop.domain.dosing_path import DoseStep, before, path_of
from ltm_desktop.domain.dosing_steps import (
    InjectionStarted,
    OrderVerified,
    PatientAssessed,
    SyringePrepared,
    SyringeReceived,
    SyringeReleased,
    TimeOutDone,
    TimeOutStopped,
)
from ltm_desktop.domain.followed_attested import check_followed
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.people import check_authority, check_supervision
from ltm_desktop.domain.products import ProductApproved, ProductWithdrawn
from ltm_desktop.domain.records import Record, RecordKind
from ltm_desktop.domain.review_told import check_review
from ltm_desktop.domain.setting_kinds import YES
from ltm_desktop.domain.signoff import RecordApproved
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Meaning, Task

_PAIR = {"operator": Task.ADMINISTER, "second": Task.CHECK}
_TASKS: Mapping[type, Mapping[str, Task]] = {
    DosePrescribed: {"prescriber": Task.PRESCRIBE},
    OrderVerified: {"pharmacist": Task.VERIFY},
    SyringePrepared: {"preparer": Task.PREPARE, "second": Task.CHECK},
    SyringeReleased: {"by": Task.RELEASE},
    SyringeReceived: {"by": Task.TRANSPORT},
    DoseChecked: _PAIR,
    TimeOutDone: _PAIR,
    InjectionStarted: _PAIR,
    DoseRecorded: _PAIR,
    RulesOverridden: {"physician": Task.PRESCRIBE},
    RecordApproved: {"approver": Task.APPROVE},
    FractionRecorded: {"operator": Task.TREAT, "second": Task.TREAT},
    ProductApproved: {"pharmacist": Task.VERIFY},
    ProductWithdrawn: {"pharmacist": Task.VERIFY},
}
"""Who must have been let do what; a told injection or session may say otherwise by its breaches."""
_DONE_AT: Mapping[type, str] = {
    SyringePrepared: "prepared_at",
    InjectionStarted: "started_at",
    DoseRecorded: "started_at",
    FractionRecorded: "at",
}
"""When an act was done, where that is not when it was recorded."""
_KEPT_OPEN = timedelta(minutes=30)
"""How long what was decided may wait for its signatures; midnight may lie between."""
_STEPS: Mapping[type, DoseStep] = {
    PatientAssessed: DoseStep.ASSESSED,
    DosePrescribed: DoseStep.PRESCRIBED,
    OrderVerified: DoseStep.VERIFIED,
    SyringePrepared: DoseStep.PREPARED,
    SyringeReleased: DoseStep.RELEASED,
    SyringeReceived: DoseStep.RECEIVED,
    DoseChecked: DoseStep.CHECKED,
    TimeOutDone: DoseStep.TIMED_OUT,
    TimeOutStopped: DoseStep.TIMED_OUT,
    InjectionStarted: DoseStep.STARTED,
}


def check_walked(
    events: tuple[object, ...], site: SiteState, chart: Chart, facts: EntryFacts
) -> Iterator[Objection]:
    """Return what stands against these events by what the ledger held before them."""
    told = any(isinstance(one, DoseRecorded) for one in events)
    yield from check_events(events, chart.adverse_events, site.people, facts)
    yield from check_followed(events, chart, site.people, facts)
    for event in events:
        if isinstance(event, InjectionStarted) and told:
            # a start told with its record is judged with it
            continue
        yield from _check_register(event, site, facts)
        yield from _check_step(event, site, chart, facts.author)
        if isinstance(event, TimeOutDone | InjectionStarted):
            yield from _check_pair(event, chart)
        if isinstance(event, DoseRecorded):
            yield from _check_claims(event, chart)
        if isinstance(event, RecordApproved):
            yield from _check_approval(event, site, chart, facts)
        yield from check_review(event, facts.author, chart.review, chart.records, site.people)


def _check_register(event: Any, site: SiteState, facts: EntryFacts) -> Iterator[Objection]:
    if _is_told_otherwise(event):
        return
    done_at = _DONE_AT.get(type(event))
    days = _days(getattr(event, done_at) if done_at else facts.recorded_at, facts.recorded_at)
    for field, task in _TASKS.get(type(event), {}).items():
        person = getattr(event, field)
        if person and all(any(check_authority(site.people, person, task, on)) for on in days):
            yield Objection("ledger.not_on_register", person)
    if _TASKS.get(type(event)) is _PAIR:
        people = (site.people, event.operator, event.second)
        if all(any(check_supervision(*people, on)) for on in days):
            yield Objection("ledger.not_on_register", event.second)


def _is_told_otherwise(event: Any) -> bool:
    """Tell whether an act says itself who did it without authority, or that nobody did it."""
    if isinstance(event, FractionRecorded) and not event.treated:
        return True
    told = isinstance(event, DoseRecorded | FractionRecorded)
    return told and any(one.startswith("people.") for one in event.breaches)


def _days(at: datetime, recorded: datetime) -> frozenset[date]:
    """Return the days an act may count for: as written, as the site counts, as it was decided."""
    here = at.astimezone(recorded.tzinfo)
    return frozenset({at.date(), here.date(), (here - _KEPT_OPEN).date()})


def _check_step(event: Any, site: SiteState, chart: Chart, author: PersonId) -> Iterator[Objection]:
    step = _STEPS.get(type(event))
    if step is None:
        return
    kept = site.values.get("site.dose_steps", "")
    path = path_of(frozenset(one.strip() for one in kept.split(",")))
    if step not in path or not chart.dosing.stands(event.item, before(step, path)):
        yield Objection("ledger.out_of_order", author)


def _check_pair(event: TimeOutDone | InjectionStarted, chart: Chart) -> Iterator[Objection]:
    check = chart.dosing.check_of(event.record, event.item)
    if check is None or (check.operator, check.second) != (event.operator, event.second):
        yield Objection("ledger.out_of_order", event.second)


def _check_claims(event: DoseRecorded, chart: Chart) -> Iterator[Objection]:
    """Return an objection to a record that claims a check or a time-out nobody made."""
    act = chart.dosing.act_of(event.record, event.corrects)
    check = chart.dosing.check_of(act, event.item)
    called = chart.dosing.steps_of(event.item).called_for(act)
    paper = event.source is Source.TRANSCRIBED
    claims = (
        (event.checked_at, check.checked_at if check else None, "dosing.not_checked"),
        (event.timed_out_at, called, "dosing.time_out"),
    )
    for claimed, known, breach in claims:
        untold = known is None and breach not in event.breaches
        if (untold and not paper) or (claimed != known and not (paper and known is None)):
            yield Objection("ledger.out_of_order", event.second)
            return
    if event.breaches and not event.incident.strip():
        yield Objection("ledger.against_rules", event.written_by)


def _check_approval(
    event: RecordApproved, site: SiteState, chart: Chart, facts: EntryFacts
) -> Iterator[Objection]:
    record = chart.records.by_id[event.record]
    if record.waiting is not Meaning.APPROVED:
        yield Objection("ledger.out_of_order", event.approver)
    if _is_own(record, event.approver, site):
        yield Objection("ledger.own_record", event.approver)
    if event.late_days not in _late_days(record, site, facts):
        yield Objection("ledger.against_rules", event.approver)


def _late_days(record: Record, site: SiteState, facts: EntryFacts) -> frozenset[int]:
    """Return how late an approval may say it is; midnight may lie between reading and signing."""
    limit = re.match(r"[0-9]+", site.values.get("site.approval_limit", ""))
    if limit is None:
        return frozenset({0})
    here = facts.recorded_at.tzinfo
    due = record.recorded_at.astimezone(here).date() + timedelta(days=int(limit[0]))
    days = _days(facts.recorded_at, facts.recorded_at)
    return frozenset(max(0, (day - due).days) for day in days)


def _is_own(record: Record, person: PersonId, site: SiteState) -> bool:
    operator_may, checker_may = (
        site.values.get(f"site.{who}_may_approve") == YES for who in ("operator", "checker")
    )
    wrote_it = record.kind is RecordKind.DOSE_NOT_GIVEN and person == record.author
    return (
        wrote_it
        or (person == record.operator and not operator_may)
        or (person == record.second and not checker_may)
    )
