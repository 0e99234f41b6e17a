"""One line of Today about a serious event: what is owed next and how long is left. No Qt here."""

from collections.abc import Iterator
from datetime import date

from ltm_desktop.app.serious_due import SeriousDue
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.terms import ItemState, Role
from ltm_desktop.ui.panels.today.lines import Group, TodayRow
from ltm_desktop.ui.panels.today.words import patient_words

ABOUT = "serious"
CONCERNED = frozenset({Role.PHYSICIAN, Role.INVESTIGATOR, Role.RESEARCH_NURSE})
"""Who sends notices: the line waits for them."""


def serious_row(one: SeriousDue, roles: frozenset[Role], say: Words) -> TodayRow:
    """Word a serious event that waits; the soonest notice is told with the time left."""
    case, patient = one.case, one.patient
    following = case.next
    return TodayRow(
        key=(patient.patient_id, case.event),
        group=Group.SERIOUS,
        kind=ABOUT,
        weekday="" if case.due_at is None else say.weekday(case.due_at),
        planned=say("no clock") if case.due_at is None else say.date(case.due_at),
        name=patient_words(patient, say),
        born=say("born {date}", date=date.fromisoformat(patient.born)),
        subject=patient.subject_id,
        item=say("Serious event: {title}", title=case.title),
        waits=_waits(one, say),
        detail=" · ".join(_detail(one, say)),
        state=ItemState.OVERDUE if case.overdue else ItemState.DUE_TODAY,
        note=say.together(*(say.alert(alert) for alert in case.warnings)),
        about=ABOUT,
        mine=bool(roles & CONCERNED),
        pill=following.standing if following else say("clock unknown"),
        tone=following.tone if following else "stop",
    )


def _waits(one: SeriousDue, say: Words) -> str:
    following = one.case.next
    if following is None:
        return ""
    told = say("tell {to}, {due}", to=following.to, due=following.due)
    more = sum(clock.waits for clock in one.case.clocks) - 1
    if not more:
        return told
    rest = say.many("{count} more notice owed", "{count} more notices owed", more)
    return say("{first} · {rest}", first=told, rest=rest)


def _detail(one: SeriousDue, say: Words) -> Iterator[str]:
    case = one.case
    if case.aware:
        yield say("aware since {moment}", moment=case.aware)
    if case.news:
        yield case.news
