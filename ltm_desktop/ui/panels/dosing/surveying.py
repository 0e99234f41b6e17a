"""Look at one dose from every side: chart, people, protocol and clock into what is shown. No Qt."""

from datetime import date

from ltm_desktop.app.wording.telling.voice import Voice, patient_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.corrections import VOIDERS
from ltm_desktop.domain.dosing_care import companions_of
from ltm_desktop.domain.dosing_rules import WRITERS, Bedside, planned_drug
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.people import People, check_authority, check_role
from ltm_desktop.domain.terms import ItemState, Role, Task
from ltm_desktop.ui.panels.dosing import putting_right
from ltm_desktop.ui.panels.dosing.conditions import competent, conditions
from ltm_desktop.ui.panels.dosing.earlier import described, earlier_lines, reopened
from ltm_desktop.ui.panels.dosing.overriding import Overridable, overridable
from ltm_desktop.ui.panels.dosing.placing import told_of
from ltm_desktop.ui.panels.dosing.readied import readied
from ltm_desktop.ui.panels.dosing.shown import DosingDesk, Standing
from ltm_desktop.ui.panels.dosing.standing import (
    Step,
    dose_lines,
    extra_header,
    header,
    is_settled,
    last_doses,
    open_check,
    owed_by,
    prescriber_line,
)
from ltm_desktop.ui.panels.dosing.time_out import Reading, lines_of
from ltm_desktop.ui.panels.dosing.typed import Fields
from ltm_desktop.ui.panels.dosing.walking import Walk, pages_of, step_lines


def survey(desk: DosingDesk, chart: Chart, item: ItemCode, fields: Fields, say: Words) -> Standing:
    """Return everything about a dose that does not come from its own forms."""
    act, active, people = desk.act(), desk.active(), desk.site().people
    known = (chart.patient, chart.plan, chart.dosing)
    products = desk.site().products
    bedside = Bedside(
        *known,
        people,
        active,
        act,
        chart.labs,
        products,
        chart.overrides,
        chart.reservoir,
        chart.course,
        chart.adverse_events,
    )
    planned, order = chart.plan.items.get(item), chart.dosing.orders.get(item)
    zone = act.now.tzinfo
    rule = active.drug_of(item) if active and planned else None
    settled = is_settled(chart, item, fields.get("again", ""))
    checked = chart.dosing.checks.get(item) if settled else open_check(chart, item)
    owed = owed_by(chart, item, people)
    told = told_of(chart, item)
    correcting = putting_right.corrected_of(chart, fields)
    voice = Voice(say, desk.site(), active, zone)
    seen = chart.dosing.observed.get(told.record, ()) if told else ()
    walked = chart.dosing.steps_of(item)
    called = chart.dosing.called.get(told.record, ()) if told else ()
    days = active.headache_call_days if active else ()
    walk = Walk(order, checked, walked, seen, called, days, settled, owed, people, act.now, say)
    return Standing(
        item=item,
        subject_id=chart.patient.identity.subject_id if chart.patient else "",
        doses=dose_lines(chart, act.today, say),
        header=header(chart, planned, active, say)
        if planned
        else extra_header(item, planned_drug(bedside, item), active, say),
        prescriber=prescriber_line(order, people, zone, say),
        steps=step_lines(walk, pages_of(active, item, told)),
        conditions=() if settled or correcting else conditions(bedside, item, fields, say),
        last_doses=last_doses(chart, zone, say),
        operators=competent(bedside, Task.ADMINISTER),
        seconds=competent(bedside, Task.CHECK),
        preparers=competent(bedside, Task.PREPARE),
        may=may_take(people, act),
        walked=walked,
        observed=seen,
        called=called,
        told=told,
        companions=companions_of(active, planned_drug(bedside, item)),
        now=act.now,
        aloud=lines_of(Reading(chart, item, active, _identifiers(chart, say), zone, say)),
        time_out_at=walked.time_out_at.astimezone(zone) if walked.time_out_at else None,
        order=order,
        checked=checked,
        identifiers=_identifiers(chart, say),
        active=active,
        protocol_dose=rule.dose if rule else None,
        accesses=rule.accesses if rule else (),
        held=_held(chart, item, act.now.date(), say) or reopened(chart, item, say),
        correcting=correcting,
        earlier=earlier_lines(chart, item, voice),
        voiding=described(chart, fields.get(putting_right.VOIDS, ""), voice),
        witnesses=putting_right.witnesses(people, act.author),
        readied=readied(chart, item, act.now, voice),
        overridable=Overridable()
        if settled or correcting
        else overridable(bedside, item, say, fields),
    )


def may_take(people: People, act: Act) -> frozenset[Step]:
    """Return the steps that the author of an act may take, by role and register."""
    by_role = {
        step: check_role(people, act.author, *WRITERS)
        for step in (Step.ASSESS, Step.CHECK, Step.TIME_OUT, Step.GIVE, Step.OBSERVE)
    }
    alerts = {
        **by_role,
        Step.CALL: check_role(people, act.author, *WRITERS),
        Step.SIGN: check_role(people, act.author, *WRITERS),
        Step.NOT_GIVEN: check_role(people, act.author, *WRITERS),
        Step.ORDER: check_authority(people, act.author, Task.PRESCRIBE, act.today),
        Step.VERIFY: check_authority(people, act.author, Task.VERIFY, act.today),
        Step.PREPARE: check_role(people, act.author, *WRITERS, Role.PHARMACIST),
        Step.VOID: check_role(people, act.author, *VOIDERS),
        Step.RELEASE: check_authority(people, act.author, Task.RELEASE, act.today),
        Step.RECEIVE: check_authority(people, act.author, Task.TRANSPORT, act.today),
    }
    return frozenset(step for step, against in alerts.items() if not tuple(against))


def _identifiers(chart: Chart, say: Words) -> tuple[str, ...]:
    if chart.patient is None:
        return ()
    who = chart.patient.identity
    born = say("born {day}", day=who.born)
    number = say("hospital no. {number}", number=who.hospital_number) if who.hospital_number else ""
    second = [born, number or say("subject {number}", number=who.subject_id)]
    return patient_name(who.name), " · ".join(second)


def _held(chart: Chart, item: ItemCode, today: date, say: Words) -> str:
    said = chart.dosing.settled.get(item)
    if said is None or said.state is not ItemState.HELD:
        return ""
    if said.until is None:
        return say("This dose is on hold.")
    if said.until <= today:
        return say("The hold ended {day}; the dose is due again.", day=said.until)
    return say("This dose is on hold until {day}.", day=said.until)
