"""The dose panel in its steps, with synthetic people and the labelled example configuration."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.statements import Statement, statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import note, stop
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.dosing import (
    AsPlanned,
    Check,
    DoseRecorded,
    Given,
    OmmayaFacts,
    Order,
    Settled,
    Syringe,
    Timing,
)
from ltm_desktop.domain.dosing_rules import Bedside
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.patients import Consent, Identity, PatientSlice
from ltm_desktop.domain.people import Competency, HumanName, Person
from ltm_desktop.domain.planning import PlanSlice
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit, mg, ml
from ltm_desktop.domain.schedule import WorkingCalendar, plan_doses
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Access, ItemState, Role, Sex, Task
from ltm_desktop.protocols import files
from ltm_desktop.ui.panels.dosing.conditions import competent, conditions
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing, Standing
from ltm_desktop.ui.panels.dosing.standing import (
    Step,
    dose_lines,
    header,
    last_doses,
    prescriber_line,
    step_lines,
)
from ltm_desktop.ui.panels.dosing.told import SignatureLine, Told
from ltm_desktop.ui.panels.dosing.view import View
from tests.gallery.frame import Entry

NOW = datetime(2026, 3, 5, 11, 42, tzinfo=timezone(timedelta(hours=8)))
ANCHOR = date(2026, 3, 2)
FIRST, SECOND = ItemCode("IND-1"), ItemCode("IND-2")
STUDY, VERSION = "NCT05305885", "1.0"
SYRINGE = Syringe("Demo 100 mg", "DEMO24A7", date(2027, 6, 30), ml("5"), NOW + timedelta(hours=5))


@cache
def active() -> ActiveProtocol:
    """Return the protocol with its labelled example configuration."""
    trial, _ = files.load(STUDY, VERSION)
    return resolve(trial, dict(files.load_example_site(STUDY, VERSION)))


def _person(who: str, name: HumanName, role: Role, *tasks: Task) -> Person:
    register = tuple(Competency(task, date(2026, 1, 1)) for task in tasks)
    return Person(PersonId(who), name, (role,), register, accepted=True)


_NURSING = (Task.CHECK, Task.ADMINISTER)
PEOPLE = {
    one.person: one
    for one in (
        _person("nurse.a", HumanName("Demo", "Ann", "演示安"), Role.NURSE, *_NURSING),
        _person("nurse.b", HumanName("Demo", "Bai", "演示白"), Role.NURSE, *_NURSING),
        _person("physician.p", HumanName("Demo", "Paul", "演示保"), Role.PHYSICIAN, Task.PRESCRIBE),
    )
}


def told_dose() -> DoseRecorded:
    """Return the first dose as it was told."""
    started = NOW - timedelta(days=3)
    return DoseRecorded(
        record=RecordId("adm-demo1"),
        item=FIRST,
        outcome=Given.COMPLETE,
        state=ItemState.GIVEN_IN_WINDOW,
        timing=Timing.NO_WINDOW,
        planned=AsPlanned(PersonId("physician.p"), mg("10"), ANCHOR, None, None),
        written_by=PersonId("nurse.a"),
        operator=PersonId("nurse.a"),
        second=PersonId("nurse.b"),
        second_signed=False,
        drug="pemetrexed",
        access=Access.OMMAYA,
        facts=OmmayaFacts(
            "intact",
            "immediate",
            Quantity(mg("25").value, Unit.GAUGE),
            Quantity(mg("1").value, Unit.COUNT),
            ml("6"),
            "clear",
            csf_return=True,
            flush=ml("1"),
        ),
        dose=mg("10"),
        volume_injected=ml("5"),
        delivered=mg("10"),
        started_at=started,
        ended_at=started + timedelta(minutes=6),
        syringe=SYRINGE,
        checked_at=started - timedelta(minutes=5),
        reason="",
        note="",
        incident="",
        breaches=(),
    )


def chart(*, ordered: bool = True, checked: bool = False) -> Chart:
    """Return a synthetic patient whose second dose is due."""
    working = WorkingCalendar(frozenset(range(1, 6)))
    plan = {item.code: item for item in plan_doses(active(), "B", ANCHOR, working)}
    doctor, nurse, second = (PersonId(who) for who in ("physician.p", "nurse.a", "nurse.b"))
    order = Order(SECOND, "pemetrexed", mg("10"), Access.OMMAYA, "", doctor, NOW.replace(hour=8))
    check = Check(
        RecordId("adm-demo2"),
        SECOND,
        nurse,
        second,
        "pemetrexed",
        mg("10"),
        Access.OMMAYA,
        SYRINGE,
        identifiers_confirmed=True,
        time_out_done=True,
        checked_at=NOW - timedelta(minutes=4),
    )
    told = told_dose()
    who = Identity(
        "D01-014",
        "00281934",
        HumanName("Demo", "Alpha", "演示阿"),
        date(1961, 3, 12),
        Sex.FEMALE,
    )
    return Chart(
        PatientId("pat-demo"),
        patient=PatientSlice(who, Consent("2", date(2026, 2, 20)), "B"),
        plan=PlanSlice(ANCHOR, plan),
        dosing=DosingSlice(
            orders={SECOND: order} if ordered else {},
            checks={SECOND: check} if checked else {},
            given=(told,),
            settled={FIRST: Settled(told.state, told.record, told.started_at)},
        ),
    )


def standing(
    say: Words,
    *,
    checked: bool = False,
    ordered: bool = True,
    may_prescribe: bool = False,
    item: ItemCode = SECOND,
) -> Standing:
    """Return where the second dose stands."""
    known = chart(ordered=ordered, checked=checked)
    act = Act(PersonId("nurse.a"), NOW, WorkingCalendar(frozenset(range(1, 6))))
    bedside = Bedside(known.patient, known.plan, known.dosing, PEOPLE, active(), act)
    order, check = known.dosing.orders.get(item), known.dosing.checks.get(item)
    zone, settled = NOW.tzinfo, known.dosing.is_settled(item)
    born = say("born {day}", day=date(1961, 3, 12))
    return Standing(
        item=item,
        doses=dose_lines(known, NOW.date(), say),
        header=header(known, known.plan.items[item], active(), say),
        prescriber=prescriber_line(order, PEOPLE, zone, say),
        steps=step_lines(order, check, PEOPLE, zone, say, settled=settled),
        conditions=() if settled else conditions(bedside, item, {}, say),
        last_doses=last_doses(known, zone, say),
        operators=competent(bedside, Task.ADMINISTER),
        seconds=competent(bedside, Task.CHECK),
        may_prescribe=may_prescribe,
        order=order,
        checked=check,
        identifiers=("DEMO, Alpha 演示阿", f"{born} · 00281934"),
        active=active(),
        protocol_dose=mg("10"),
        accesses=tuple(Access),
        held="",
    )


def _facts(say: Words) -> Statement:
    site = SiteState(people=PEOPLE)
    return statement(
        [told_dose()], patient=None, site=site, active=active(), say=say, zone=NOW.tzinfo
    )


def _signing(say: Words, *people: tuple[str, str], preview: str = "") -> Signing:
    lines = tuple(
        SignerLine(
            PersonId(who), PEOPLE[PersonId(who)].name.han, say.term(f"meaning.{meaning}"), False
        )
        for who, meaning in people
    )
    return Signing(lines, preview, (), (), False, ready=bool(preview))


def _view(say: Words, known: Standing) -> View:
    view = View(say, lambda: NOW)
    view.show_standing(known)
    return view


def _waits(say: Words) -> QWidget:
    view = _view(say, standing(say, ordered=False))
    view.show_step(Step.ORDER, {})
    view.show_signing(_signing(say, ("nurse.a", "prescribed")))
    return view


def _order(say: Words) -> QWidget:
    view = _view(say, standing(say, ordered=False, may_prescribe=True))
    view.show_step(Step.ORDER, {"order_dose": "10", "order_access": "ommaya"})
    view.show_signing(_signing(say, ("physician.p", "prescribed"), preview=_facts(say).text))
    view.show_draft(NOW)
    return view


_TRAY: Mapping[str, str] = {
    "check_operator": "nurse.a",
    "product": "Demo 100 mg",
    "lot": "DEMO24A7",
    "expiry": "2027-06-30",
    "syringe_volume": "5",
    "use_by": (NOW + timedelta(hours=5)).isoformat(),
    "check_second": "nurse.b",
    "check_dose": "12",
    "check_access": "lumbar",
    "identifiers": "yes",
    "time_out": "yes",
}
_INJECTION: Mapping[str, str] = {
    "operator": "nurse.a",
    "second": "nurse.b",
    "access": "ommaya",
    "site_inspection": "intact",
    "refill": "immediate",
    "needle_gauge": "25",
    "punctures": "1",
    "csf_return": "yes",
    "csf_withdrawn": "6",
    "csf_appearance": "clear",
    "pressure": "180",
    "volume_injected": "3",
    "started_at": (NOW - timedelta(minutes=6)).isoformat(),
    "ended_at": NOW.isoformat(),
    "flush": "1",
    "outcome": "partial",
    "reason": "pain",
}


def _check(say: Words) -> QWidget:
    view = _view(say, standing(say))
    view.show_step(Step.CHECK, _TRAY)
    alerts = (
        stop("dosing.differs_dose", "H06", ordered=mg("10"), found=mg("12")),
        stop("dosing.differs_access", "H06", ordered=Access.OMMAYA, found=Access.LUMBAR),
    )
    view.show_signing(replace(_signing(say, ("nurse.b", "checked")), alerts=alerts))
    return view


def _check_empty(say: Words) -> QWidget:
    view = _view(say, standing(say))
    view.show_step(Step.CHECK, {})
    missing = ("check_operator", "product", "lot", "expiry", "syringe_volume", "use_by")
    view.show_signing(replace(_signing(say), missing=missing))
    return view


def _check_scanned(say: Words) -> QWidget:
    view = _view(say, standing(say))
    filled = ("09520000001230", "PMX24A7", "2027-09-30")
    fields = dict(zip(("product", "lot", "expiry"), filled, strict=True))
    view.show_step(Step.CHECK, {**_TRAY, **fields, "scanned": "\n".join(filled)})
    alerts = (
        stop("scanning.label_of_other_patient", "hard rule H10", subject="D01-0007"),
        stop("scanning.label_amount", "hard rule H10", found=mg("12"), ordered=mg("10")),
    )
    view.show_signing(replace(_signing(say, ("nurse.b", "checked")), alerts=alerts))
    view.show_notice(say.alert(note("scanning.is_trace_code")))
    return view


def _give(**changes: str) -> Callable[[Words], QWidget]:
    def make(say: Words) -> QWidget:
        view = _view(say, standing(say, checked=True))
        view.show_step(Step.GIVE, {**_INJECTION, **changes})
        view.show_calculated([say("Delivered {amount} (calculated)", amount=mg("6"))])
        view.show_signing(_signing(say))
        view.show_draft(NOW)
        return view

    return make


def _sign(say: Words) -> QWidget:
    view = _view(say, standing(say, checked=True))
    view.show_step(Step.SIGN, {})
    people = (("nurse.a", "administered"), ("nurse.b", "checked"))
    view.show_signing(_signing(say, *people, preview=_facts(say).text))
    return view


def _tell(say: Words) -> QWidget:
    view = _view(say, standing(say, checked=True))
    view.show_step(Step.SIGN, {"telling": "yes"})
    alerts = (stop("dosing.not_checked", "H12"), stop("dosing.no_order", "H06"))
    people = (("nurse.a", "administered"), ("nurse.b", "checked"))
    view.show_signing(replace(_signing(say, *people), alerts=alerts, can_tell=True))
    return view


def _not_given(say: Words) -> QWidget:
    view = _view(say, standing(say))
    view.show_step(Step.NOT_GIVEN, {"not_outcome": "held", "not_reason": "infection"})
    view.show_signing(_signing(say, ("nurse.a", "observed")))
    return view


def _settled(say: Words) -> QWidget:
    view = _view(say, standing(say, item=FIRST))
    names = {who: one.name.han for who, one in PEOPLE.items()}
    when = say.moment(NOW)
    lines = (
        SignatureLine(say.term("meaning.administered"), names[PersonId("nurse.a")], when, True),
        SignatureLine(
            say.term("meaning.checked"),
            names[PersonId("nurse.b")],
            say("waits for {person}", person=names[PersonId("nurse.b")]),
            signed=False,
        ),
        SignatureLine(say.term("meaning.approved"), "", say("waits for a physician"), signed=False),
    )
    told = Told(
        ItemState.GIVEN_IN_WINDOW, _facts(say), lines, RecordId("adm-demo1"), paper="0" * 64
    )
    view.show_settled(told, {"lot": "DEMO24A7", "volume_injected": "5"})
    return view


def _left(say: Words) -> QWidget:
    view = _view(say, standing(say))
    view.show_step(Step.LEFT, {})
    view.show_draft(NOW)
    return view


WIDTHS = (1250, 1800)
ENTRIES = [
    Entry("dosing-waits", _waits, WIDTHS, 590),
    Entry("dosing-order", _order, WIDTHS, 590),
    Entry("dosing-check", _check, WIDTHS, 590),
    Entry("dosing-check-empty", _check_empty, WIDTHS, 590),
    Entry("dosing-check-scanned", _check_scanned, (1250,), 590),
    Entry("dosing-give", _give(), (*WIDTHS, 1064), 590),
    Entry(
        "dosing-give-lumbar",
        _give(
            access="lumbar",
            position="left_lateral",
            interspace="l3_4",
            guidance="landmark",
            needle_type="atraumatic",
            attempts="1",
            opening_pressure="18",
            needle_gauge="22",
        ),
        WIDTHS,
        590,
    ),
    Entry("dosing-sign", _sign, WIDTHS, 590),
    Entry("dosing-tell", _tell, WIDTHS, 590),
    Entry("dosing-not-given", _not_given, WIDTHS, 590),
    Entry("dosing-settled", _settled, WIDTHS, 590),
    Entry("dosing-left", _left, (1250,), 590),
]
