"""Before this dose: each condition, met or not, with its evidence and the clause it comes from.

No Qt, no rule of its own: every verdict is the domain's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.dosing_rules import (
    Bedside,
    check_amount,
    check_interval,
    check_oldest_first,
)
from ltm_desktop.domain.hard_rules import grade
from ltm_desktop.domain.identifiers import ItemCode, PersonId
from ltm_desktop.domain.overrides import judge
from ltm_desktop.domain.patients import H02, check_may_treat
from ltm_desktop.domain.people import check_authority, check_supervision
from ltm_desktop.domain.same_day import (
    CLAUSE,
    check_dose_of_day,
    fractions_due,
    fractions_of_day,
    rule_of,
)
from ltm_desktop.domain.terms import Task
from ltm_desktop.ui.panels.dosing import typed
from ltm_desktop.ui.panels.dosing.gate_lines import gate_lines, passed_words
from ltm_desktop.ui.panels.dosing.graded import Condition, Met, met_of
from ltm_desktop.ui.panels.dosing.standing import access_word, named
from ltm_desktop.ui.panels.dosing.typed import Fields


def conditions(
    bedside: Bedside, item: ItemCode, fields: Fields, say: Words
) -> tuple[Condition, ...]:
    """Return every condition of this dose in the order the bedside asks for them."""
    return (
        *_patient(bedside, say),
        _order(bedside, item, say),
        _oldest(bedside, item, say),
        _interval(bedside, item, say),
        *_same_day(bedside, item, say),
        *gate_lines(bedside, item, say),
        *_people(bedside, item, fields, say),
        _check(bedside, item, say),
    )


def _judged(
    label: str, alerts: Iterable[Alert], evidence: str, source: str, say: Words
) -> Condition:
    found = grade(alerts)
    if found:
        told = say.together(*(say.alert(alert) for alert in found))
        clause = found[0].source or source
        return Condition(label, met_of(found), told, clause, alerts=tuple(found))
    return Condition(label, Met.MET, evidence, source)


@dataclass(frozen=True, slots=True)
class _Dose:
    """The dose a rule is judged for, so that what a physician passed of it is seen."""

    bedside: Bedside
    item: ItemCode
    say: Words

    def line(self, label: str, alerts: Iterable[Alert], evidence: str, source: str) -> Condition:
        judged = judge(self.bedside, self.item, alerts)
        if judged.passed and not judged.blocking:
            words = passed_words(self.bedside, judged.passed[0], self.say)
            return Condition(label, Met.PASSED, words, source)
        return _judged(label, judged.standing, evidence, source, self.say)


def _patient(bedside: Bedside, say: Words) -> Iterator[Condition]:
    patient, active = bedside.patient, bedside.protocol
    alerts = {alert.code: alert for alert in check_may_treat(patient)}
    consent = patient.consent if patient else None
    evidence = (
        say("version {version}, {day}", version=consent.version, day=consent.signed_on)
        if consent
        else ""
    )
    wanting = [
        alerts[code] for code in ("patients.no_consent", "patients.unknown") if code in alerts
    ]
    yield _judged(say("Consent"), wanting, evidence, H02, say)
    arm = patient.arm if patient else None
    label = active.arm(arm).label.text(say.language) if arm and active else arm or ""
    wanting = [alerts[code] for code in ("patients.no_arm",) if code in alerts]
    yield _judged(say("Arm"), wanting, label, H02, say)
    ended = [alerts[code] for code in ("patients.withdrawn", "patients.died") if code in alerts]
    if ended:
        yield _judged(say("On study treatment"), ended, "", H02, say)


def _order(bedside: Bedside, item: ItemCode, say: Words) -> Condition:
    order = bedside.dosing.orders.get(item)
    label, source = say("Signed order"), "hard rule H06"
    if order is None:
        return Condition(label, Met.NOT_MET, say("waits for the physician"), source)
    who = named(bedside.people, order.prescriber)
    # another dose than the protocol's stands by a physician's word, and says why
    amount = check_amount(bedside.protocol, order.drug, order.dose)
    passed = judge(bedside, item, amount).passed
    words = (passed_words(bedside, one, say) for one in passed)
    evidence = " · ".join((say.amount(order.dose), access_word(order.access, say), who, *words))
    met = Met.PASSED if passed else Met.MET
    return Condition(label, met, evidence, source, tells_order=True)


def _oldest(bedside: Bedside, item: ItemCode, say: Words) -> Condition:
    evidence = say("every earlier dose is settled")
    return _Dose(bedside, item, say).line(
        say("Oldest open dose first"), check_oldest_first(bedside, item), evidence, "hard rule H09"
    )


def _interval(bedside: Bedside, item: ItemCode, say: Words) -> Condition:
    now = bedside.act.now
    started = [
        one.started_at
        for one in bedside.dosing.injections()
        if one.item != item and elapsed(one.started_at, now) >= timedelta(0)
    ]
    evidence = say("no injection before")
    if started:
        last = max(started)
        evidence = say(
            "{span} since the last start, {moment}",
            span=elapsed(last, now),
            moment=last.astimezone(now.tzinfo),
        )
    return _Dose(bedside, item, say).line(
        say("Minimum interval"), check_interval(bedside, item, now), evidence, "hard rule H08"
    )


def _same_day(bedside: Bedside, item: ItemCode, say: Words) -> Iterator[Condition]:
    """Yield a line where the day has a fraction and the site signed an order of the two."""
    rule, now = rule_of(bedside), bedside.act.now
    if rule is None:
        return
    told, due = fractions_of_day(bedside, now), fractions_due(bedside, now)
    if told:
        evidence = say(
            "fraction at {time}; the {hours} h between the two have passed",
            time=say.time(max(told).astimezone(now.tzinfo)),
            hours=rule.gap_hours,
        )
    elif due:
        evidence = say("the fraction follows {hours} h later or more", hours=rule.gap_hours)
    else:
        return
    label = say("Fraction of the same day")
    yield _Dose(bedside, item, say).line(label, check_dose_of_day(bedside, now), evidence, CLAUSE)


def _people(bedside: Bedside, item: ItemCode, fields: Fields, say: Words) -> Iterator[Condition]:
    checked = bedside.dosing.checks.get(item)
    known = (checked.operator, checked.second) if checked else ("", "")
    chosen = (
        typed.text(fields, "operator") or typed.text(fields, "check_operator") or known[0],
        typed.text(fields, "second") or typed.text(fields, "check_second") or known[1],
    )
    duties = (
        (say("Competency of who injects"), Task.ADMINISTER),
        (say("Competency of the second person"), Task.CHECK),
    )
    for (label, task), who in zip(duties, chosen, strict=True):
        if not who:
            yield Condition(label, Met.OPEN, say("nobody chosen yet"))
            continue
        alerts = chain(
            check_authority(bedside.people, PersonId(who), task, bedside.act.today),
            _supervised(bedside, chosen) if task is Task.CHECK else (),
        )
        evidence = say("{person}, on the register", person=named(bedside.people, who))
        yield _judged(label, alerts, evidence, "competency register", say)


def _supervised(bedside: Bedside, chosen: tuple[str, str]) -> Iterator[Alert]:
    operator, second = (PersonId(one) for one in chosen)
    return check_supervision(bedside.people, operator, second, bedside.act.today)


def _check(bedside: Bedside, item: ItemCode, say: Words) -> Condition:
    label, source = say("Check by two people"), "hard rule H12"
    checked = bedside.dosing.checks.get(item)
    if checked is None:
        return Condition(label, Met.OPEN, say("not signed yet"), source)
    act = bedside.act
    at = checked.checked_at.astimezone(act.now.tzinfo)
    if bedside.protocol is None:
        return Condition(label, Met.MET, say("signed {moment}", moment=at), source)
    until = at + timedelta(minutes=bedside.protocol.check_minutes)
    evidence = say(
        "signed {time}; start the injection by {until}", time=at.time(), until=until.time()
    )
    late = elapsed(until, act.now) > timedelta(0)
    if late:
        evidence = say(
            "signed {moment}; good only for a start by {until}", moment=at, until=until.time()
        )
    return Condition(label, Met.OPEN if late else Met.MET, evidence, source)


def competent(bedside: Bedside, task: Task) -> tuple[tuple[PersonId, str], ...]:
    """Return who may do a task today, by user id and name."""
    today = bedside.act.today
    able = (
        who
        for who in bedside.people
        if not tuple(check_authority(bedside.people, who, task, today))
    )
    return tuple((who, named(bedside.people, who)) for who in sorted(able))
